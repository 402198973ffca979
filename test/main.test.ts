import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backstop-main-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Starts the program in a folder of its own with nothing set. */
function start() {
  const flags = ['--disable-warning=ExperimentalWarning']
  return spawnSync(process.execPath, [...flags, MAIN], { cwd: folder, env: {}, encoding: 'utf8' })
}

/** What the operator is told of an environment. */
function messageOf(environment: Record<string, string>): string {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
  }
  throw new Error('the environment is good')
}

test('a start with nothing set says all that is missing, nothing else, and ends with 1', () => {
  const { status, stdout, stderr } = start()
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toBe(`${messageOf({})}\n`)
  expect(stderr).toMatchInlineSnapshot(`
    "Backstop can't start: 7 settings are missing or wrong.
      - SLACK_BOT_TOKEN is missing (https://api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token)
      - SLACK_SIGNING_SECRET is missing (https://api.slack.com/apps → your app → Basic Information → Signing Secret; not needed with SLACK_APP_TOKEN, for Socket Mode)
      - VONAGE_APPLICATION_ID is missing (https://dashboard.vonage.com → Applications → your application)
      - VONAGE_PRIVATE_KEY is missing (https://dashboard.vonage.com → Applications → your application → Generate public and private key; the PEM text or the file's path)
      - VONAGE_SIGNATURE_SECRET is missing (https://dashboard.vonage.com → API Settings → Signature secret; while you rotate it, the old and the new one with a comma between)
      - PUBLIC_URL is missing (the address at which the internet reaches this program, for example https://backstop.example.com)
      - No sender is set: set SMS_FROM (https://dashboard.vonage.com → Numbers → Your numbers), or MESSENGER_FROM, VIBER_FROM, WHATSAPP_FROM

    Set them in the environment or in a file named .env; .env.example lists them all.
    To try Backstop with no account at all: npm run sandbox
    "
  `)
})

test('a file named .env in the folder where it is started is read', () => {
  writeFileSync(join(folder, '.env'), 'PORT=none\n')
  const { status, stderr } = start()
  expect(status).toBe(1)
  expect(stderr).toBe(`${messageOf({ PORT: 'none' })}\n`)
})
