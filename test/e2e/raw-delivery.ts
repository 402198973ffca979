import { appRequest, type HttpDelivery, postToApp } from '../../src/sandbox/slack/http-delivery.ts'
import type { World } from './world.ts'

/** Real milliseconds that an answer may take; Slack waits no longer. */
const ANSWER_MS = 3000

/** Delivers what the fake Slack itself never says, signed as Slack signs it. @returns the product's ack */
export async function deliverRaw({ credentials, publicUrl }: World, delivery: HttpDelivery) {
  const answer = await postToApp(
    appRequest(publicUrl, credentials.signingSecret, delivery),
    AbortSignal.timeout(ANSWER_MS),
  )
  if (!('ack' in answer)) throw new Error(`not acknowledged: ${answer.failure}`)
  return answer.ack
}

/** What was delivered last under this name, as Slack said it. */
export function lastDelivered({ slack }: World, name: string): HttpDelivery {
  const delivered = slack.journal().findLast((entry) => entry.kind === 'delivery' && entry.name === name)
  if (delivered?.kind !== 'delivery') throw new Error(`no ${name} was delivered`)
  const { envelope, payload } = delivered
  return { envelope, payload }
}
