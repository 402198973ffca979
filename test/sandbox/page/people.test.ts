import { expect, test } from 'vitest'
import type { Phone, PhoneMessage, WireChannel } from '../../../src/sandbox/messages-api/phone.ts'
import { peopleOf } from '../../../src/sandbox/page/people.js'

let count = 0

function phone(channel: WireChannel, address: string, ...clientRefs: (string | undefined)[]): Phone {
  const messages = clientRefs.map((clientRef): PhoneMessage => {
    count += 1
    return {
      messageUuid: `m${count}`,
      clientRef,
      channel,
      to: address,
      from: '1',
      text: 'hi',
      content: {},
      status: 'accepted',
      statuses: [],
      receivedAt: 0,
    }
  })
  return { channel, address, messages }
}

/** Who has which phones, as lines. */
function grouped(...phones: Phone[]): string[] {
  return peopleOf(phones).map((person) =>
    person.phones.map(({ channel, address }) => `${channel} ${address}`).join(', '),
  )
}

test('the same number on two channels is the same person, another number is not', () => {
  expect(
    grouped(phone('sms', '1', undefined), phone('whatsapp', '2', undefined), phone('viber_service', '1', undefined)),
  ).toEqual(['sms 1, viber_service 1', 'whatsapp 2'])
})

test('messages of one workflow go to one person', () => {
  expect(grouped(phone('messenger', '99', 'w1:0:1'), phone('sms', '1', 'w1:1:1'), phone('sms', '2', 'w2:0:1'))).toEqual(
    ['messenger 99, sms 1', 'sms 2'],
  )
})

test('two people turn out to be one as soon as a workflow has written to both', () => {
  expect(
    grouped(phone('messenger', '99', 'w1:0:1', 'w3:0:1'), phone('sms', '2', 'w2:0:1'), phone('sms', '1', 'w3:1:1')),
  ).toEqual(['messenger 99, sms 1', 'sms 2'])
  const apart = [phone('messenger', '99', 'w1:0:1'), phone('sms', '1', 'w2:0:1')]
  expect(grouped(...apart, phone('whatsapp', '1', 'w1:1:1'))).toEqual(['messenger 99, whatsapp 1, sms 1'])
})

test('a reference without a workflow, and a Messenger id that looks like a number, join nobody', () => {
  expect(grouped(phone('messenger', '1', 'mine'), phone('sms', '1', 'mine'))).toEqual(['messenger 1', 'sms 1'])
})
