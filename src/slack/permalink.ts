/** A message, and the workspace that it stands in. */
export interface MessagePlace {
  /** The workspace's own part of its address: `acme` of `acme.slack.com`. */
  domain: string
  conversationId: string
  ts: string
  /** The first message of its thread, where it stands in one. */
  threadTs?: string
}

/** A message's address, made without asking Slack. Source: Slack, chat.getPermalink, responses. */
export function permalinkOf({ domain, conversationId, ts, threadTs }: MessagePlace): string {
  const address = `https://${domain}.slack.com/archives/${conversationId}/p${ts.replace('.', '')}`
  const isReply = threadTs !== undefined && threadTs !== ts
  return isReply ? `${address}?thread_ts=${threadTs}&cid=${conversationId}` : address
}
