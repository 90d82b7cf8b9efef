import { describe, expect, it } from 'vitest'
import { floatsIn, isBillingCode } from './floats.ts'

const reasons = (source: string) => floatsIn('a.ts', source).map(({ line, reason }) => `${line}: ${reason}`)

describe('The check for floats', () => {
  it.each([
    ['parseFloat', 'const a = parseFloat(text)'],
    ['Number.parseFloat', 'const a = Number.parseFloat(text)'],
    ['toFixed', 'const a = total.toFixed(2)'],
    ['Number()', 'const a = Number(line.amount)'],
    ['a unary plus', 'const a = +line.amount'],
    ['a multiplication by 100', 'const a = amount * 100'],
    ['a division by 100n', 'const a = amount / 100n'],
    ['a multiplication by 1000 on the left', 'const a = 1000 * amount'],
    ['a float literal', 'const rate = 0.19'],
    ['Math.round', 'const a = Math.round(share)'],
    ['a float column', "const a = { amount: numeric('amount') }"],
    ['a float type in SQL', 'const a = sql`select sum(amount)::float from documents`'],
  ])('finds %s', (_name, source) => {
    expect(reasons(source)).toHaveLength(1)
  })

  it.each([
    ['bigints', 'const a = amount * quantity + 100n'],
    ['parts per million', 'const a = ratio(BigInt(ppm), 1_000_000n)'],
    ['percent text in a string', "const a = '0.19'"],
    ['comments', '// amount * 100, parseFloat(text)'],
    ['an exception with its reason', '// not-money: pixels of a bar\nconst height = Number(share)'],
  ])('accepts %s', (_name, source) => {
    expect(reasons(source)).toEqual([])
  })

  it('does not accept an exception without a reason', () => {
    expect(reasons('// not-money:\nconst a = Number(b)')).toHaveLength(1)
  })

  it.each([
    ['server/platform/money/money.ts', true],
    ['server/domain/billing/decide/taxes.ts', true],
    ['server/domain/tables/ledger.ts', true],
    ['web/features/invoices/invoice-page.tsx', true],
    ['contracts/payments/schemas.ts', true],
    ['server/domain/billing/decide/taxes.test.ts', false],
    ['server/domain/servers/choose.ts', false],
  ])('checks %s: %s', (path, isChecked) => {
    expect(isBillingCode(path)).toBe(isChecked)
  })
})
