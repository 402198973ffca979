import type { Behaviour, MagicRecipient } from './behaviour.ts'

const seconds = (count: number) => ({ afterMs: count * 1000 })

/**
 * Numbers of the range that is kept for drama, and Messenger ids that nobody has. Source of the numbers: Ofcom,
 * telephone numbers for TV and radio drama (07700 900000 to 900999).
 */
export const MAGIC_RECIPIENTS: readonly MagicRecipient[] = [
  { address: '447700900901', does: 'delivered at once', behaviour: { deliver: 'at once', read: 'never' } },
  { address: '447700900902', does: 'never delivered', behaviour: { deliver: 'never', read: 'never' } },
  { address: '447700900903', does: 'rejected at once with 1300', behaviour: { reject: { code: '1300' } } },
  {
    address: '447700900904',
    does: 'rejected after a minute with 1360, its time to live being over',
    behaviour: { deliver: 'never', reject: { code: '1360', afterMs: 60_000 } },
  },
  { address: '447700900905', does: 'delivered after 20 seconds', behaviour: { deliver: seconds(20), read: 'never' } },
  {
    address: '447700900906',
    does: 'delivered at once, read after 20 seconds where the channel tells it',
    behaviour: { deliver: 'at once', read: seconds(20) },
  },
  {
    address: '447700900907',
    does: 'rejected at once with 1240: the person has opted out with STOP',
    behaviour: { reject: { code: '1240' } },
  },
  {
    address: '447700900908',
    does: 'delivered, and its receipts come before the answer of the API',
    behaviour: { deliver: 'at once', statusBeforeAnswer: true },
  },
  {
    address: '447700900909',
    does: 'not even submitted: no receipt ever comes',
    behaviour: { submitted: 'never', deliver: 'never', read: 'never' },
  },
  messenger('1', 'read after 20 seconds', { deliver: 'at once', read: seconds(20) }),
  messenger('2', 'delivered at once, never read', { deliver: 'at once', read: 'never' }),
  messenger('3', 'rejected at once with 1300', { reject: { code: '1300' } }),
  messenger('4', 'rejected at once with 1340: outside of the allowed window', { reject: { code: '1340' } }),
  messenger('5', 'delivered after 20 seconds, read 20 seconds later', { deliver: seconds(20), read: seconds(40) }),
  messenger('6', 'read after 20 minutes, when another message may have gone', {
    deliver: 'at once',
    read: seconds(1200),
  }),
]

function messenger(digit: string, does: string, behaviour: Partial<Behaviour>): MagicRecipient {
  return { address: `900000000000000${digit}`, channel: 'messenger', does, behaviour }
}
