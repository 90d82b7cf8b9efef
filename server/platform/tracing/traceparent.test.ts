import { expect, it } from 'vitest'
import { parseTraceparent, traceparentOf } from './traceparent.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const spanId = '00f067aa0ba902b7'

it.each([
  [`00-${traceId}-${spanId}-01`, true],
  [`00-${traceId}-${spanId}-00`, false],
  // A later version may add fields.
  [`cc-${traceId}-${spanId}-01-more`, true],
])('reads %s', (text, isSampled) => {
  expect(parseTraceparent(text)).toEqual({ traceId, spanId, isSampled })
})

it.each([
  [undefined],
  [''],
  ['00'],
  [`ff-${traceId}-${spanId}-01`],
  [`00-${'0'.repeat(32)}-${spanId}-01`],
  [`00-${traceId}-${'0'.repeat(16)}-01`],
  [`00-${traceId.toUpperCase()}-${spanId}-01`],
  [`00-${traceId}-${spanId}-01-more`],
  [`00-${traceId}-${spanId}-zz`],
  [`${'0'.repeat(100_000)}`],
])('refuses %s', (text) => {
  expect(parseTraceparent(text)).toBeNull()
})

it('writes the text that it reads', () => {
  for (const isSampled of [true, false]) {
    const reference = { traceId, spanId, isSampled }
    expect(parseTraceparent(traceparentOf(reference))).toEqual(reference)
  }
})
