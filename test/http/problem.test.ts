import { expect, test } from 'vitest'
import { readProblem } from '../../src/http/problem.ts'

const TYPE = 'https://developer.vonage.com/api-errors/messages#1150'

test.each([
  [
    'with its code and parameters',
    {
      type: TYPE,
      title: 'Invalid params',
      detail: 'The value of one or more parameters is invalid.',
      instance: 'one',
      invalid_parameters: [{ name: 'to', reason: 'is required.', extra: 1 }],
    },
    {
      code: '1150',
      title: 'Invalid params',
      detail: 'The value of one or more parameters is invalid.',
      parameters: ['to: is required.'],
    },
  ],
  ['of a type without a number', { type: 'https://x/#low-balance', title: 'Low balance' }, { title: 'Low balance' }],
  ['with a title alone', { title: 'Not Found' }, { title: 'Not Found' }],
  [
    'whose parameters are one object, as the Dispatch specification has them',
    { title: 'Invalid', invalid_parameters: { name: 'from', reason: 'is wrong' } },
    { title: 'Invalid', parameters: ['from: is wrong'] },
  ],
  ['whose parameters are not readable', { title: 'Invalid', invalid_parameters: 'many' }, { title: 'Invalid' }],
  ['without a detail that is a text', { title: 'Invalid', detail: null }, { title: 'Invalid' }],
])('reads a problem %s', (_name, body, problem) => {
  expect(readProblem(JSON.stringify(body))).toEqual(problem)
})

test.each([['{}'], ['{"title":7}'], ['[]'], ['null'], ['"title"'], [''], ['<html>502</html>'], ['{"title":"x"']])(
  'reads no problem from %s',
  (body) => {
    expect(readProblem(body)).toBeUndefined()
  },
)
