import { describe, expect, it } from 'vitest'
import { Refusal } from '#server/platform/errors/index.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'

const id = '0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11'

describe('A cursor', () => {
  it.each([
    'customers -createdAt',
    'customers createdAt',
    'operations',
    'reconciliations',
  ])('of %s is read again', (list) => {
    const sortKey = '2026-11-23T17:22:29.123Z'
    expect(decodeCursor(encodeCursor(list, sortKey, id), list)).toEqual({ sortKey, id })
  })

  it.each([
    '0000-01-01T00:00:00.000Z',
    '-000001-01-01T00:00:00.000Z',
    '+010000-01-01T00:00:00.000Z',
    '+275760-09-13T00:00:00.000Z',
    '2026-02-30T00:00:00.000Z',
    '2026-01-01T00:00:00Z',
    `2026-01-01T00:00:00.${'0'.repeat(400)}Z`,
    '2026-01-01',
    'infinity',
    '',
  ])('with the time %j is refused, as no list gives it out', (time) => {
    for (const list of ['customers -createdAt', 'operations', 'reconciliations'])
      expect(() => decodeCursor(encodeCursor(list, time, id), list)).toThrow(Refusal)
  })

  it.each(['customers email', 'customers -fullName'])('of %s has any text', (list) => {
    expect(decodeCursor(encodeCursor(list, 'Zoë', id), list)).toEqual({ sortKey: 'Zoë', id })
    expect(() => decodeCursor(encodeCursor(list, 'a\0b', id), list)).toThrow(Refusal)
  })
})
