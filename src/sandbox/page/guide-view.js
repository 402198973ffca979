/** The strip under the bar: three stories to choose from, or the one that is played. */
import { byId, element, keepChildren } from './element.js'
import { createPlayer } from './guide-player.js'
import { PEOPLE, SCENARIOS } from './guide-scenarios.js'

/** @import {Player, Shown} from './guide-player.js' */
/** @import {Scenario} from './guide-scenarios.js' */
/** @import {Store} from './state.js' */

/** @param {Store} store */
export function startGuide(store) {
  for (const { name, psid, number } of PEOPLE) store.introduce(name, [psid, number])
  const guide = byId('guide')
  const body = byId('guide-body')
  const player = createPlayer(store, draw)

  function draw() {
    const shown = player.shown()
    guide.classList.toggle('is-playing', shown !== undefined)
    markSpot(shown)
    keepChildren(
      body,
      shown
        ? [
            {
              key: 'player',
              signature: [shown.scenario.id, shown.isOver],
              create: () => playerNode(shown, player),
            },
          ]
        : SCENARIOS.map((scenario) => ({
            key: scenario.id,
            signature: '',
            create: () => cardNode(scenario, player),
          })),
    )
    if (shown) showStep(shown, player)
  }

  draw()
  // Phones and the thread come while a step is shown.
  store.onDraw(() => markSpot(player.shown()))
}

/**
 * @param {Scenario} scenario
 * @param {Player} player
 */
function cardNode(scenario, player) {
  return element(
    'button',
    { type: 'button', class: 'story', on: { click: () => player.start(scenario) } },
    element('span', { class: 'story-play', 'aria-hidden': 'true' }, '▶'),
    element('span', {}, element('strong', {}, scenario.title), ' ', element('span', {}, scenario.about)),
  )
}

/**
 * @param {Shown} shown
 * @param {Player} player
 */
function playerNode({ scenario, isOver }, player) {
  const button = (/** @type {string} */ words, /** @type {() => void} */ act, style = '') =>
    element('button', { type: 'button', class: `button small${style}`, on: { click: act } }, words)
  const after = SCENARIOS[SCENARIOS.indexOf(scenario) + 1]
  const buttons = isOver
    ? [
        after && button(`Next story: ${after.title}`, () => player.start(after), ' primary'),
        button('Play again', () => player.start(scenario)),
        button('Close', player.stop),
      ]
    : [button('Next', player.next, ' primary'), button('Skip to the end', player.skip), button('Stop', player.stop)]
  return element(
    'div',
    { class: 'player', role: 'group', 'aria-label': `Story: ${scenario.title}` },
    element(
      'div',
      { class: 'player-words' },
      element(
        'div',
        { class: 'player-head' },
        element('strong', {}, scenario.title),
        element('span', { id: 'player-count' }),
      ),
      element('p', { id: 'player-say', role: 'status' }),
    ),
    element('div', { class: 'player-buttons' }, ...buttons),
    element('div', { class: 'player-progress', 'aria-hidden': 'true' }, element('span', { id: 'player-done' })),
  )
}

/**
 * @param {Shown} shown
 * @param {Player} player
 */
function showStep({ scenario, index, isOver, problem }, player) {
  const { steps } = scenario
  const say = problem === undefined ? (steps[index]?.say ?? '') : `Stopped here: ${problem}.`
  const place = byId('player-say')
  if (place.textContent !== say) place.textContent = say
  byId('player-count').textContent = isOver ? (problem ? '' : 'that was it') : `step ${index + 1} of ${steps.length}`
  byId('player-done').style.width = `${((index + (isOver ? 1 : 0.5)) / steps.length) * 100}%`
  byId('guide').classList.toggle('is-skipping', player.isSkipping() && !isOver)
}

/**
 * Frames what the step speaks of: the last of what its selector finds.
 * @param {Shown | undefined} shown
 */
function markSpot(shown) {
  const chosen = shown && !shown.isOver ? spotOf(shown) : undefined
  for (const one of document.querySelectorAll('.spot')) if (one !== chosen) one.classList.remove('spot')
  if (!chosen || chosen.classList.contains('spot')) return
  chosen.classList.add('spot')
  chosen.scrollIntoView({ block: 'nearest' })
}

/** @param {Shown} shown */
function spotOf({ scenario, index }) {
  const spot = scenario.steps[index]?.spot ?? ''
  const { psid, number } = scenario.person
  const phones = /** @type {Record<string, string>} */ ({ '@messenger': `messenger-${psid}`, '@sms': `sms-${number}` })
  const phone = phones[spot]
  if (phone !== undefined) return document.getElementById(`phone-${phone}`)?.closest('.phone') ?? undefined
  return [...document.querySelectorAll(spot)].filter((one) => !one.hasAttribute('hidden')).at(-1)
}
