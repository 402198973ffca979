/** The three stories of the first minute. Each is played through the real product; nothing of them is staged. */

/** @import {Hands} from './guide-hands.js' */

/**
 * @typedef {object} Person
 * @property {string} name
 * @property {string} psid their id at Messenger
 * @property {string} number
 */
/**
 * @typedef {object} Step
 * @property {string} say what is seen
 * @property {string} spot a selector of where to look; `@messenger` and `@sms` are the person's phones
 * @property {(hands: Hands) => Promise<unknown> | void} [act]
 * @property {(hands: Hands) => boolean} [until] true when the product has done its part
 */
/**
 * @typedef {object} Scenario
 * @property {string} id
 * @property {string} title
 * @property {string} about in one line
 * @property {Person} person
 * @property {string} text
 * @property {Step[]} steps
 */

/** @type {Person} */
const MAYA = { name: 'Maya', psid: '2345678901234567', number: '447700900000' }
/** @type {Person} */
const TOM = { name: 'Tom', psid: '2345678901230012', number: '447700900012' }
/** @type {Person} */
const LENA = { name: 'Lena', psid: '2345678901230013', number: '447700900013' }

/** Who is met in the stories; the phones show their names. */
export const PEOPLE = [MAYA, TOM, LENA]

const COMPOSER = '#conversation-composer'
const THREAD = '#thread, .conversation'

/**
 * What each story begins with: the form is opened, filled and sent.
 * @param {{ fill: string, sent: string }} words
 * @returns {Step[]}
 */
function sending({ fill, sent }) {
  return [
    {
      say: `Ada types /notify in #incidents, and Backstop opens its form.`,
      spot: COMPOSER,
      act: (hands) => hands.typeCommand('/notify'),
      until: (hands) => hands.hasForm(),
    },
    { say: fill, spot: '#modal', act: (hands) => hands.fillForm() },
    {
      say: sent,
      spot: THREAD,
      act: (hands) => hands.sendForm(),
      until: (hands) => hands.message('messenger') !== undefined,
    },
  ]
}

/** @type {Scenario[]} */
export const SCENARIOS = [
  {
    id: 'not-read',
    title: 'Not read, so SMS',
    about: 'A message lies unread for ten minutes.',
    person: MAYA,
    text: 'The server room is flooding. Please call the duty desk.',
    steps: [
      ...sending({
        fill: 'She writes to Maya by Messenger, and by SMS if Maya has not read it in 10 minutes.',
        sent: 'The message is saved, then handed to Messenger. The card and its thread tell how far it is.',
      }),
      {
        say: 'It is delivered to Maya’s phone. But she doesn’t look at it.',
        spot: '@messenger',
        act: (hands) => hands.deliver('messenger'),
        until: (hands) => hands.threadSays('Messenger: delivered'),
      },
      {
        say: 'Ten minutes pass, here a hundred times as fast.',
        spot: '.bar-clock',
        act: (hands) => hands.passUntil((it) => it.message('sms') !== undefined),
      },
      {
        say: 'Not read in time, so Backstop sends the SMS. The thread says why.',
        spot: THREAD,
        until: (hands) => hands.threadSays('not read in 10 min'),
      },
      {
        say: 'The SMS arrives: Maya is reached, and the card in #incidents says so.',
        spot: '.conversation',
        act: (hands) => hands.deliver('sms'),
        until: (hands) => hands.threadSays('Done'),
      },
    ],
  },
  {
    id: 'rejected',
    title: 'Rejected at once',
    about: 'Somebody isn’t on Messenger at all.',
    person: TOM,
    text: 'Your night shift begins an hour earlier today.',
    steps: [
      {
        say: 'Tom isn’t on Messenger: what is sent to him there will be rejected, with the API’s error 1300.',
        spot: '.phones-pane',
        act: (hands) => hands.setPhone('messenger', 'rejected'),
      },
      ...sending({
        fill: 'She writes to Tom by Messenger, and gives it 10 minutes to be read before the SMS.',
        sent: 'Messenger rejects it. There is nothing to wait for, so the ten minutes are not waited out.',
      }),
      {
        say: 'The SMS goes out in the same second.',
        spot: '@sms',
        until: (hands) => hands.message('sms') !== undefined,
      },
      {
        say: 'The SMS arrives. The thread keeps both: why Messenger failed, and what reached Tom.',
        spot: THREAD,
        act: (hands) => hands.deliver('sms'),
        until: (hands) => hands.threadSays('Done'),
      },
    ],
  },
  {
    id: 'late',
    title: 'Answered late',
    about: 'It is read after the SMS has gone out.',
    person: LENA,
    text: 'The 14:10 train is cancelled. Please take the bus.',
    steps: [
      ...sending({
        fill: 'She writes to Lena by Messenger, and by SMS if Lena has not read it in 10 minutes.',
        sent: 'The message is with Messenger. Lena’s phone has no signal, so it isn’t even delivered.',
      }),
      {
        say: 'Ten minutes pass without a word from Messenger, here a hundred times as fast.',
        spot: '.bar-clock',
        act: (hands) => hands.passUntil((it) => it.message('sms') !== undefined),
      },
      {
        say: 'The SMS goes out too. It finds no signal either.',
        spot: THREAD,
        until: (hands) => hands.threadSays('SMS sent'),
      },
      {
        say: 'Now Lena is back, and reads the Messenger message: too late for its ten minutes.',
        spot: '@messenger',
        act: (hands) => hands.read('messenger'),
        until: (hands) => hands.threadSays('late'),
      },
      {
        say: 'A late receipt corrects the story, it never restarts anything: “read, late” in the thread, nothing is sent again.',
        spot: THREAD,
        until: (hands) => hands.threadSays('Done'),
      },
    ],
  },
]
