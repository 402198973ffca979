import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { SENDERS } from '../../src/sandbox/environment.ts'
import { runCli } from '../cli/run-cli.ts'
import { story } from './story.ts'
import { NUMBER, PSID, sentUuid, untilFact, untilSent } from './thread.ts'
import type { World } from './world.ts'

const content = { type: 'text', text: 'The server room is flooding' }
const WORKFLOW = JSON.stringify({
  template: 'failover',
  workflow: [
    {
      from: { type: 'messenger', id: SENDERS.MESSENGER_FROM },
      to: { type: 'messenger', id: PSID },
      message: { content },
      failover: { expiry_time: 600, condition_status: 'read' },
    },
    { from: { type: 'sms', number: SENDERS.SMS_FROM }, to: { type: 'sms', number: NUMBER }, message: { content } },
  ],
})

/** The command line of whoever has the operator's credentials: the application, or the account alone. */
function cliOf({ publicUrl, credentials }: World, folder: string, by: 'application' | 'account' = 'application') {
  const { applicationId, privateKeyPem, apiKey, apiSecret, signatureSecret } = credentials
  const environment = {
    PUBLIC_URL: publicUrl,
    VONAGE_SIGNATURE_SECRET: signatureSecret,
    ...(by === 'application'
      ? { VONAGE_APPLICATION_ID: applicationId, VONAGE_PRIVATE_KEY: privateKeyPem }
      : { VONAGE_API_KEY: apiKey, VONAGE_API_SECRET: apiSecret }),
  }
  return (typed: readonly string[], input = '', onPause?: () => Promise<void>) =>
    runCli(typed, { environment, folder, input, now: Date.now, ...(onPause ? { onPause } : {}) })
}

async function withFolder(act: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'backstop-cli-'))
  try {
    await act(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

story('a workflow is sent, skipped, shown, listed, waited for, exported and verified from the command line', (world) =>
  withFolder(async (folder) => {
    const cli = cliOf(world, folder)
    const sent = await cli(['send', '-', '--key', 'night-1'], WORKFLOW)
    expect(sent).toMatchObject({ code: 0, err: '' })
    const uuid = sent.out.trim()
    expect(await cli(['send', '-', '--key', 'night-1'], WORKFLOW)).toEqual(sent)
    await untilSent(world, 1)
    await untilFact(world, uuid, 'accepted')

    expect(await cli(['skip', uuid, '2'])).toMatchObject({ code: 5 })
    expect(await cli(['skip', uuid, '1'])).toMatchObject({ code: 0 })
    await untilSent(world, 2)
    await untilFact(world, uuid, 'accepted')

    const shown = await cliOf(world, folder, 'account')(['show', uuid])
    expect(shown.out).toContain('message 1 (Messenger): Message 2 is next: it was skipped')
    expect(shown.out).toContain('nothing here is a real delivery')
    expect(shown.out).not.toContain(NUMBER)
    expect((await cli(['list', '--status', 'running'])).out).toContain(`${uuid}  `)

    const ended = await cli(['show', uuid, '--wait'], '', () => world.phones.deliver(sentUuid(world, 1)))
    expect(ended).toMatchObject({ code: 0, out: expect.stringContaining(`${uuid}  completed`) })
    expect(await cli(['cancel', uuid])).toMatchObject({ code: 5 })

    expect(await cli(['export', uuid, '-o', 'evidence.json'])).toEqual({ code: 0, out: '', err: '' })
    const verified = await cli(['verify', 'evidence.json', '--own'])
    expect(verified, verified.out).toMatchObject({ code: 0 })
    expect(await cli(['export', uuid, '--redacted', '-o', 'redacted.json'])).toMatchObject({ code: 0 })
    expect(readFileSync(join(folder, 'redacted.json'), 'utf8')).not.toContain(NUMBER)
    expect(await cli(['verify', 'redacted.json'])).toMatchObject({ code: 0 })
    expect((await cli(['export', uuid, '--csv'])).out).toContain('"SANDBOX"')
  }),
)

story('after a redaction an export has no number, text or name left in it, and is still verified', (world) =>
  withFolder(async (folder) => {
    const cli = cliOf(world, folder)
    const uuid = (await cli(['send', '-'], WORKFLOW)).out.trim()
    await untilSent(world, 1)
    await untilFact(world, uuid, 'accepted')
    expect(await cli(['redact', uuid, '--yes'])).toMatchObject({ code: 5, err: '' })
    await cli(['skip', uuid, '1'])
    await untilSent(world, 2)
    await untilFact(world, uuid, 'accepted')
    await world.phones.deliver(sentUuid(world, 1))
    expect(await cli(['show', uuid, '--wait'])).toMatchObject({ code: 0 })
    expect(await cli(['redact', uuid])).toMatchObject({ code: 2 })
    const personal = [NUMBER, PSID, content.text, sentUuid(world, 0), sentUuid(world, 1)]
    const before = (await cli(['export', uuid])).out
    for (const part of personal) expect(before).toContain(part)

    expect(await cli(['redact', uuid, '--yes'])).toMatchObject({ code: 0, err: '' })

    const exported = (await cli(['export', uuid])).out
    const csv = (await cli(['export', uuid, '--csv'])).out
    const shown = (await cli(['show', uuid, '--json', '--full'])).out
    for (const part of personal) expect(`${exported}${csv}${shown}`).not.toContain(part)
    expect(JSON.parse(shown)).toMatchObject({ status: 'completed' })
    const verified = await cli(['verify', '-', '--own'], exported)
    expect(verified, verified.out).toMatchObject({ code: 0 })
  }),
)

story('a workflow is cancelled from the command line, and a mistake in one is named', (world) =>
  withFolder(async (folder) => {
    const cli = cliOf(world, folder)
    const wrong = await cli(['send', '-'], WORKFLOW.replace('600', '14'))
    expect(wrong).toMatchObject({ code: 4, out: '', err: expect.stringContaining('workflow[0].failover.expiry_time') })
    const { out } = await cli(['send', '-'], WORKFLOW)
    await untilSent(world, 1)
    await untilFact(world, out.trim(), 'accepted')
    expect(await cli(['cancel', out.trim()])).toMatchObject({ code: 0 })
    expect(JSON.parse((await cli(['show', out.trim(), '--json'])).out)).toMatchObject({ status: 'cancelled' })
  }),
)
