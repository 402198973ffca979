import { describe, expect, test } from 'vitest'
import { changedDraft } from '../../src/slack/views/form-changes.ts'
import type { FormDraft } from '../../src/slack/views/form-draft.ts'
import { FORM_ACTIONS } from '../../src/slack/views/form-fields.ts'
import { readForm } from '../../src/slack/views/read-notify-form.ts'
import { ALL, draftOf, sentBack, shown, wordsOf } from './form-state.ts'

describe('a click in the form', () => {
  const act = (draft: FormDraft, actionId: string, value = '') =>
    changedDraft(draft, { actionId, value }, ALL).messages.map(({ key, channel }) => `${key} ${channel}`)
  const three = draftOf({ channel: 'messenger' }, { channel: 'whatsapp' }, { channel: 'sms' })

  test('adds a message on a channel that is not used yet, up to six', () => {
    expect(act(three, FORM_ACTIONS.add)).toEqual(['m1 messenger', 'm2 whatsapp', 'm3 sms', 'm4 viber_service_msg'])
    const six = draftOf({}, {}, {}, {}, {}, {})
    expect(act(six, FORM_ACTIONS.add)).toHaveLength(6)
    expect(wordsOf(shown(six))).not.toContain('Add a message')
  })

  test('removes and moves messages with all that is entered, but never the last one', () => {
    expect(act(three, FORM_ACTIONS.message, 'remove m2')).toEqual(['m1 messenger', 'm3 sms'])
    expect(act(three, FORM_ACTIONS.message, 'up m3')).toEqual(['m1 messenger', 'm3 sms', 'm2 whatsapp'])
    expect(act(three, FORM_ACTIONS.message, 'down m1')).toEqual(['m2 whatsapp', 'm1 messenger', 'm3 sms'])
    expect(act(draftOf({}), FORM_ACTIONS.message, 'remove m1')).toEqual(['m1 messenger'])
  })

  test.each(['up m1', 'down m3', 'remove m9', 'paint m1'])('%s, which can not be, changes nothing', (value) => {
    expect(changedDraft(three, { actionId: FORM_ACTIONS.message, value }, ALL)).toEqual(three)
  })

  test('a new message never takes the key of one that was removed, however often the form was shown since', () => {
    const again = (draft: FormDraft) => readForm(sentBack(shown(draft))).draft
    const click = (draft: FormDraft, actionId: string, value = '') =>
      again(changedDraft(draft, { actionId, value }, ALL))
    const removed = click(again(three), FORM_ACTIONS.message, 'remove m3')
    const added = click(again(removed), FORM_ACTIONS.add)
    expect(added.messages.map(({ key }) => key)).toEqual(['m1', 'm2', 'm4'])
    const last = click(click(added, FORM_ACTIONS.message, 'remove m4'), FORM_ACTIONS.add)
    expect(last.messages.map(({ key }) => key)).toEqual(['m1', 'm2', 'm5'])
  })

  test('a new message never takes the key of one that is there', () => {
    const draft = changedDraft(three, { actionId: FORM_ACTIONS.message, value: 'remove m1' }, ALL)
    expect(act(draft, FORM_ACTIONS.add)).toEqual(['m2 whatsapp', 'm3 sms', 'm4 messenger'])
  })
})
