import type { AckFn, App, BlockAction, ButtonAction, RespondArguments, RespondFn, SlashCommand } from '@slack/bolt'
import { AS_FORM_ACTION, answerWithForm, fitsButton, type TypedAnswer } from '../blocks/typed-answer.ts'
import { teamOf } from '../team-of.ts'
import { draftOfText } from '../views/draft-of.ts'
import { FORM_FAILED_AFTER_CLICK } from '../words/command.ts'
import { typedInFull } from '../words/help.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { openForm } from './open-form.ts'

/** A command that is being answered. */
export interface TypedCommand {
  command: SlashCommand
  ack: AckFn<string | RespondArguments>
  respond: RespondFn
}

/**
 * Answers what was typed and not sent, with a button that opens the form with it; what is too long for a button is
 * repeated in full, and in the form at once. Nothing that was typed is lost.
 */
export async function offerForm(
  { command, ack }: TypedCommand,
  words: string,
  dependencies: ListenerDependencies,
  answer: TypedAnswer = answerWithForm(words, command.text),
): Promise<void> {
  const { text: typed, trigger_id: triggerId, team_id: teamId, user_id: userId, channel_id: conversationId } = command
  if (fitsButton(typed)) return ack(answer)
  await ack({ response_type: 'ephemeral', text: `${words}\n${typedInFull(typed)}` })
  // Where it does not open, the answer has all of it.
  await openForm(
    { triggerId, teamId, userId, conversationId, draft: draftOfText(typed, dependencies.senders) },
    dependencies,
  )
}

/** *Open as form*: the form, filled in with what was typed, in the conversation where it was. */
export function registerAsFormButton(app: App, dependencies: ListenerDependencies): void {
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: AS_FORM_ACTION }, async (click) => {
    const { ack, action, body, respond } = click
    await ack()
    const opened = await openForm(
      {
        triggerId: body.trigger_id,
        teamId: teamOf(body),
        userId: body.user.id,
        ...(body.channel ? { conversationId: body.channel.id } : {}),
        draft: draftOfText(action.value ?? '', dependencies.senders),
      },
      dependencies,
    )
    if (opened.type === 'done') return
    await respond({ response_type: 'ephemeral', replace_original: false, text: FORM_FAILED_AFTER_CLICK })
  })
}
