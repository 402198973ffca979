import type { Channel } from '../failover/channel.ts'

/**
 * The channels of a workflow's messages, as its row has them. They have a column of their own since PostgreSQL can't
 * look into JSON with a NUL in one of its texts.
 */
export function channelsColumn(messages: readonly { channel: Channel }[]): string {
  return `,${messages.map(({ channel }) => channel).join(',')},`
}

/** The pattern of those rows that have a message on this channel. */
export function withChannel(channel: Channel): string {
  return `%,${channel},%`
}
