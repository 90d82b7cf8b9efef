import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '#server/platform/calendar/index.ts'
import { type Currency, money } from '#server/platform/money/index.ts'
import { allocateOldestFirst, type OpenDocument } from './index.ts'

const euro = (amount: bigint) => money(amount, 'EUR')
const source = (sourceId: string, amount: bigint) => ({ sourceId, unused: euro(amount) })
const document = (documentId: string, due: bigint, dueOn = '2026-01-15', pending?: bigint): OpenDocument => ({
  documentId,
  dueOn: localDate(dueOn),
  issuedOn: localDate('2026-01-01'),
  seriesNumber: Number.parseInt(documentId.replace(/\D/g, ''), 10),
  number: `INV-${documentId}`,
  due: euro(due),
  pending: pending === undefined ? undefined : euro(pending),
})
const plan = (
  sources: ReturnType<typeof source>[],
  documents: OpenDocument[],
  currency: Currency = 'EUR',
) => {
  const { allocations, credit } = allocateOldestFirst(sources, documents, currency)
  return {
    rows: allocations.map(({ sourceId, documentId, amount }) => `${sourceId} ${documentId} ${amount.amount}`),
    credit: credit.amount,
  }
}

describe('Credit', () => {
  it('D21: pays the whole invoice and keeps the rest', () => {
    expect(plan([source('p', 500_000n)], [document('1', 106_826n)])).toEqual({
      rows: ['p 1 106826'],
      credit: 393_174n,
    })
  })

  it('D20: pays one of two invoices', () => {
    expect(plan([source('p', 1_000n)], [document('1', 1_000n), document('2', 1_000n)])).toEqual({
      rows: ['p 1 1000'],
      credit: 0n,
    })
  })

  it('D16: of a second payment of a settled invoice stays credit', () => {
    expect(plan([source('p2', 10_000n)], [document('1', 0n)])).toEqual({ rows: [], credit: 10_000n })
  })

  it('D35: does not pay the part of an invoice that a pending payment covers', () => {
    expect(plan([source('c', 2_000n)], [document('1', 10_000n, '2026-01-15', 10_000n)])).toEqual({
      rows: [],
      credit: 2_000n,
    })
    expect(plan([source('debit', 10_000n), source('c', 2_000n)], [document('1', 10_000n)])).toEqual({
      rows: ['debit 1 10000'],
      credit: 2_000n,
    })
    expect(plan([source('c', 5_000n)], [document('1', 10_000n, '2026-01-15', 6_000n)])).toEqual({
      rows: ['c 1 4000'],
      credit: 1_000n,
    })
  })

  it('pays the oldest due date first, then the lower number', () => {
    const documents = [
      document('3', 100n, '2026-02-01'),
      document('2', 100n, '2026-01-01'),
      document('1', 100n, '2026-02-01'),
    ]
    expect(plan([source('p', 250n)], documents)).toEqual({
      rows: ['p 2 100', 'p 1 100', 'p 3 50'],
      credit: 0n,
    })
  })

  it('pays the lower number of the series, whatever the text of the numbers is', () => {
    const [ninth, tenth] = [document('9', 30n), document('10', 50n)]
    expect(plan([source('p', 30n)], [tenth, ninth]).rows).toEqual(['p 9 30'])
  })

  it('pays the earlier issue date before the lower number, which another series can have', () => {
    const december = { ...document('99', 30n), issuedOn: localDate('2025-12-31') }
    expect(plan([source('p', 30n)], [document('1', 50n), december]).rows).toEqual(['p 99 30'])
  })

  it('pays invoices that have no number yet after the others, in their order', () => {
    const planned = { ...document('b', 10n), seriesNumber: null }
    const later = { ...document('a', 10n), seriesNumber: null }
    expect(plan([source('p', 25n)], [planned, later, document('7', 10n)]).rows).toEqual([
      'p 7 10',
      'p b 10',
      'p a 5',
    ])
  })

  it('pays the invoice that the payer named first', () => {
    const documents = [document('1', 100n, '2026-01-01'), document('2', 100n, '2026-02-01')]
    const { allocations } = allocateOldestFirst([source('p', 150n)], documents, 'EUR', '2')
    expect(allocations.map(({ documentId, amount }) => [documentId, amount.amount])).toEqual([
      ['2', 100n],
      ['1', 50n],
    ])
  })

  it('of several sources is used in their order', () => {
    expect(plan([source('a', 30n), source('b', 100n)], [document('1', 50n), document('2', 50n)])).toEqual({
      rows: ['a 1 30', 'b 1 20', 'b 2 50'],
      credit: 30n,
    })
  })

  it('never pays an invoice in another currency (R24)', () => {
    const dollars = { ...document('1', 0n), due: money(100n, 'USD') }
    expect(plan([source('p', 100n)], [dollars])).toEqual({ rows: [], credit: 100n })
    expect(plan([source('p', 100n)], [dollars], 'USD')).toEqual({ rows: [], credit: 0n })
  })

  it('is never used twice, and pays no more than is due (R20)', () => {
    const amount = fc.bigInt({ min: -100n, max: 10_000n })
    fc.assert(
      fc.property(
        fc.array(amount, { maxLength: 10 }),
        fc.array(amount, { maxLength: 10 }),
        (credits, dues) => {
          const sources = credits.map((each, index) => source(`s${index}`, each))
          const documents = dues.map((each, index) => document(`d${index}`, each))
          const { allocations, credit } = allocateOldestFirst(sources, documents, 'EUR')
          const used = (id: string) =>
            allocations
              .filter((each) => each.sourceId === id || each.documentId === id)
              .reduce((sum, each) => sum + each.amount.amount, 0n)
          const positive = (each: bigint) => (each > 0n ? each : 0n)
          for (const [index, each] of credits.entries())
            expect(used(`s${index}`) <= positive(each)).toBe(true)
          for (const [index, each] of dues.entries()) expect(used(`d${index}`) <= positive(each)).toBe(true)
          expect(allocations.every((each) => each.amount.amount > 0n)).toBe(true)
          const whole = credits.reduce((sum, each) => sum + each, 0n)
          expect(credit.amount).toBe(whole - allocations.reduce((sum, each) => sum + each.amount.amount, 0n))
          const open = dues.reduce((sum, each, index) => sum + positive(each) - used(`d${index}`), 0n)
          const unused = credits.reduce((sum, each, index) => sum + positive(each) - used(`s${index}`), 0n)
          expect(open === 0n || unused === 0n).toBe(true)
        },
      ),
    )
  })
})
