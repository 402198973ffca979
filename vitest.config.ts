import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['test/postgres/global-setup.ts'],
    include: ['test/**/*.test.ts'],
    // Vitest leaves one core free; most tests wait for a disk or a port, so that all cores are of use.
    maxWorkers: '100%',
    // The tests share no state, so that files can share what they import: it halves the time of a run.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
