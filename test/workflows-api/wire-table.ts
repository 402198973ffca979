import { CREDENTIALS } from './wire-credentials.ts'
import { REFUSED_CONTENTS } from './wire-refused-contents.ts'
import { REFUSED_FAILOVERS } from './wire-refused-failovers.ts'
import { REFUSED_SHAPES } from './wire-refused-shapes.ts'
import { REQUESTS } from './wire-requests.ts'
import type { WireSection } from './wire-row.ts'
import { TOLERATED } from './wire-tolerated.ts'

/** Everything that is tolerated or refused: a test each, and a row each in the README. */
export const WIRE_TABLE: readonly WireSection[] = [
  { title: 'Tolerated', rows: TOLERATED },
  { title: 'Requests', rows: REQUESTS },
  { title: 'Credentials', rows: CREDENTIALS },
  { title: 'Refused: shapes and addresses', rows: REFUSED_SHAPES },
  { title: 'Refused: contents and options', rows: REFUSED_CONTENTS },
  { title: 'Refused: failovers', rows: REFUSED_FAILOVERS },
]
