/** Seconds that the form offers as a time limit; another time is typed. */
export const EXPIRY_CHOICES: readonly number[] = [30, 60, 120, 300, 600, 900, 1800, 3600, 14_400, 86_400]
