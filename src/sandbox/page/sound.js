/** The sound of a phone: off until somebody wants it, and remembered. */
import { element } from './element.js'

const STORAGE_KEY = 'sandbox-sound'

/** Two short tones, in Hz and seconds. */
const TONES = { hz: [880, 1320], eachSeconds: 0.09, loudness: 0.08 }

/** @type {AudioContext | undefined} a browser makes none before somebody has clicked */
let audio

/** The switch for the bar. */
export function soundSwitch() {
  const button = element(
    'button',
    {
      type: 'button',
      class: 'bar-button alone',
      title: 'A sound with each message that a phone gets',
      on: {
        click: () => {
          localStorage.setItem(STORAGE_KEY, isOn() ? 'off' : 'on')
          show()
          playSound()
        },
      },
    },
    'Sound',
  )
  const show = () => button.setAttribute('aria-pressed', String(isOn()))
  show()
  return button
}

/** Plays it once, where it is switched on. */
export function playSound() {
  if (!isOn()) return
  audio ??= new AudioContext()
  for (const [i, hz] of TONES.hz.entries()) {
    const begin = audio.currentTime + i * TONES.eachSeconds
    const tone = new OscillatorNode(audio, { frequency: hz })
    const volume = new GainNode(audio, { gain: TONES.loudness })
    volume.gain.setTargetAtTime(0, begin + TONES.eachSeconds / 2, TONES.eachSeconds / 4)
    tone.connect(volume).connect(audio.destination)
    tone.start(begin)
    tone.stop(begin + TONES.eachSeconds)
  }
}

function isOn() {
  return localStorage.getItem(STORAGE_KEY) === 'on'
}
