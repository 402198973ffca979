import { expect } from 'vitest'
import { callsOf, settle } from './slack-calls.ts'
import { takeLog } from './story.ts'
import { sentUuid, untilCard, untilSent, untilTold } from './thread.ts'
import { REACHED, reachBySms, runStep, stepStory, untilOver } from './workflow-step.ts'
import type { World } from './world.ts'

/** The Messenger message is read after all, which wakes the notification and is told at once. */
async function readLate(world: World): Promise<void> {
  await world.phones.send(sentUuid(world, 0), 'read')
  await untilTold(world, /👀/)
}

/** Runs the step until its first message is sent and told, and nothing is left to do. */
async function runStepUntilSent(world: World): Promise<void> {
  await runStep(world)
  await untilSent(world, 1)
  await untilTold(world, /Messenger\* sent/)
  await settle(world)
}

for (const error of ['execution_not_in_running_state', 'function_execution_not_found']) {
  stepStory(`a step that has timed out in Slack (${error}) stops no workflow, and is told once`, async (world) => {
    world.slack.fault({ method: 'functions.completeSuccess', error, times: 5 })
    await runStep(world)
    await reachBySms(world)
    await untilCard(world, /Reached/)
    await world.slack.until(() => callsOf(world, 'functions.completeSuccess').length === 1)
    await settle(world)
    await readLate(world)
    await settle(world)
    expect(callsOf(world, 'functions.completeSuccess')).toHaveLength(1)
  })
}

stepStory('what Slack refuses for good is not told again, and the operator hears of it', async (world) => {
  world.slack.fault({ method: 'functions.completeSuccess', error: 'access_denied', times: 5 })
  await runStep(world)
  await reachBySms(world)
  await untilCard(world, /Reached/)
  await world.slack.until(() => callsOf(world, 'functions.completeSuccess').length === 1)
  await settle(world)
  await readLate(world)
  await settle(world)
  expect(callsOf(world, 'functions.completeSuccess')).toHaveLength(1)
  expect(takeLog(world)).toEqual(['40 Slack takes no end of a workflow step for good; the message went its way'])
})

stepStory('a 429 for the step is waited for, and the card does not wait', async (world) => {
  world.slack.fault({ method: 'functions.completeSuccess', httpStatus: 429, retryAfterSeconds: 40 })
  await runStep(world)
  await reachBySms(world)
  await untilCard(world, /Reached/)
  await world.slack.until(() => callsOf(world, 'functions.completeSuccess').length === 1)
  await settle(world)
  await world.advance(39)
  await settle(world)
  expect(callsOf(world, 'functions.completeSuccess')).toHaveLength(1)
  await world.advance(1)
  expect(await untilOver(world)).toMatchObject(REACHED)
})

for (const [name, fault] of [
  ['no answer', { httpStatus: 503 }],
  ['a call that Slack has not taken', { error: 'request_timeout' }],
] as const) {
  stepStory(`a step is told again after ${name}, and what happens meanwhile is shown at once`, async (world) => {
    world.slack.fault({ method: 'functions.completeSuccess', ...fault, times: 4 })
    await runStep(world)
    await reachBySms(world)
    await untilCard(world, /Reached/)
    await world.slack.until(() => callsOf(world, 'functions.completeSuccess').length === 1)
    await settle(world)
    await readLate(world)
    for (const seconds of [1, 2, 4, 8]) {
      await world.advance(seconds)
      await settle(world)
    }
    expect(await untilOver(world)).toMatchObject(REACHED)
  })
}

stepStory('the page of a proxy in place of Slack gives no step up', async (world) => {
  world.slack.fault({ method: 'functions.completeSuccess', bodyText: '<html>Back soon</html>' })
  await runStep(world)
  await reachBySms(world)
  await world.slack.until(() => callsOf(world, 'functions.completeSuccess').length === 1)
  await settle(world)
  expect(world.log.splice(0)).toMatchObject([{ said: 'http request failed the answer is not of the Web API' }])
  await world.advance(1)
  expect(await untilOver(world)).toMatchObject(REACHED)
})

stepStory('a 429 for the step that does not say for how long is waited for', async (world) => {
  world.slack.fault({ method: 'functions.completeSuccess', httpStatus: 429, retryAfterText: '' })
  await runStep(world)
  await reachBySms(world)
  await world.slack.until(() => callsOf(world, 'functions.completeSuccess').length === 1)
  await settle(world)
  await world.advance(30)
  expect(await untilOver(world)).toMatchObject(REACHED)
})

stepStory('a card that Slack holds back does not hold the step back', async (world) => {
  await runStepUntilSent(world)
  world.slack.fault({ method: 'chat.postMessage', httpStatus: 429, retryAfterSeconds: 3000 })
  await world.advance(600)
  await untilSent(world, 2)
  await settle(world)
  await world.phones.deliver(sentUuid(world, 1))
  expect(await untilOver(world)).toMatchObject(REACHED)
})

stepStory('a card and a step that Slack both holds back come when each may', async (world) => {
  await runStepUntilSent(world)
  world.slack.fault({ method: 'chat.postMessage', httpStatus: 429, retryAfterSeconds: 3000 })
  world.slack.fault({ method: 'functions.completeSuccess', httpStatus: 429, retryAfterSeconds: 60 })
  await reachBySms(world)
  await world.slack.until(() => callsOf(world, 'functions.completeSuccess').length === 1)
  await settle(world)
  await world.advance(65)
  expect(await untilOver(world)).toMatchObject(REACHED)
  await world.advance(3000)
  await untilCard(world, /Reached/)
})

stepStory('a restart before the step was told loses nothing', async (world) => {
  world.slack.fault({ method: 'functions.completeSuccess', dropConnection: true })
  await runStep(world)
  await reachBySms(world)
  await world.slack.until(() => callsOf(world, 'functions.completeSuccess').length === 1)
  await world.stopApp()
  await world.advance(1)
  await world.startApp()
  expect(await untilOver(world)).toMatchObject(REACHED)
  expect(world.log.splice(0)).toMatchObject([{ level: 40, said: 'http request failed fetch failed' }])
})

stepStory('a step that was told without an answer is over when it is told again', async (world) => {
  world.slack.fault({ method: 'functions.completeSuccess', dropConnection: true, isProcessed: true })
  await runStep(world)
  await reachBySms(world)
  expect(await untilOver(world)).toMatchObject(REACHED)
  await settle(world)
  await world.advance(1)
  await world.slack.until(() => callsOf(world, 'functions.completeSuccess').length === 2)
  await world.advance(3600)
  await settle(world)
  expect(callsOf(world, 'functions.completeSuccess')).toHaveLength(2)
  expect(world.log.splice(0)).toMatchObject([{ level: 40, said: 'http request failed fetch failed' }])
})
