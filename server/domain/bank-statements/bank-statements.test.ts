import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import type { BankStatementUpload } from '#contracts/bank-statements/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { type Currency, money } from '#server/platform/money/index.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { callWithKey, describeDomain } from '#testing/domain.ts'
import { insertOpenInvoice } from '#testing/open-invoice.ts'
import { checkBooks } from '../billing/books/index.ts'
import { contextOf } from '../context.ts'
import { readBalance } from '../ledger/index.ts'
import { documents } from '../tables/documents.ts'
import { bankStatementLines, payments } from '../tables/payments.ts'
import {
  confirmBankLines,
  getBankStatement,
  ignoreBankLines,
  listBankLines,
  listBankStatements,
  uploadBankStatement,
} from './index.ts'
import { Matcher, type OwedInvoice } from './match.ts'
import { parseStatement } from './parse-file.ts'

async function* bytes(text: string) {
  yield Buffer.from(text)
}

const reading = { currency: 'EUR', dateOrder: 'day-first', hasSemicolons: false } as const
const parsed = (
  columns: string[],
  cells: string[][],
  more: Partial<Parameters<typeof parseStatement>[2]> = {},
) =>
  parseStatement(
    columns,
    cells.map((each, index) => ({ number: index + 2, cells: each })),
    { ...reading, ...more },
  ).map(({ bookedOn, amount, payer, reference }) => [
    bookedOn,
    amount.amount,
    amount.currency,
    payer,
    reference,
  ])

describe('A bank statement', () => {
  it.each<[string, string[], string[], object, unknown[]]>([
    [
      'with English names',
      ['Date', 'Amount', 'Name', 'Reference'],
      ['2026-03-01', '1,234.50', 'Ada', 'INV-1'],
      {},
      ['2026-03-01', 123_450n, 'EUR', 'Ada', 'INV-1'],
    ],
    [
      'with German names',
      ['Buchungstag', 'Betrag', 'Währung', 'Auftraggeber / Begünstigter', 'Verwendungszweck'],
      ['01.03.2026', '1.234,50', 'EUR', 'Ada', 'RE 1'],
      { hasSemicolons: true },
      ['2026-03-01', 123_450n, 'EUR', 'Ada', 'RE 1'],
    ],
    [
      'with the direction in a column of types',
      ['Date', 'Type', 'Amount'],
      ['2026-03-01', 'DEBIT', '5'],
      {},
      ['2026-03-01', -500n, 'EUR', '', ''],
    ],
    [
      'with other words in a column of types',
      ['Date', 'Type', 'Amount'],
      ['2026-03-01', 'TOPUP', '5'],
      {},
      ['2026-03-01', 500n, 'EUR', '', ''],
    ],
    ['with a short year', ['Date', 'Amount'], ['01.03.26', '5'], {}, ['2026-03-01', 500n, 'EUR', '', '']],
    ['with the day first', ['Date', 'Amount'], ['03/04/2026', '5'], {}, ['2026-04-03', 500n, 'EUR', '', '']],
    [
      'with the month first',
      ['Date', 'Amount'],
      ['03/04/2026', '5'],
      { dateOrder: 'month-first' },
      ['2026-03-04', 500n, 'EUR', '', ''],
    ],
    ['with the year first', ['Date', 'Amount'], ['20260301', '5'], {}, ['2026-03-01', 500n, 'EUR', '', '']],
    ['with slashes', ['Date', 'Amount'], ['2026/03/01', '5'], {}, ['2026-03-01', 500n, 'EUR', '', '']],
    ['with a month name', ['Date', 'Amount'], ['1-Mar-2026', '5'], {}, ['2026-03-01', 500n, 'EUR', '', '']],
    ['with a German month', ['Date', 'Amount'], ['1. Okt 26', '5'], {}, ['2026-10-01', 500n, 'EUR', '', '']],
    [
      'with thousands',
      ['Date', 'Amount'],
      ['2026-03-01', '1.000'],
      {},
      ['2026-03-01', 100_000n, 'EUR', '', ''],
    ],
    [
      'with thousands in a file with semicolons',
      ['Date', 'Amount'],
      ['2026-03-01', '1,000'],
      { hasSemicolons: true },
      ['2026-03-01', 100_000n, 'EUR', '', ''],
    ],
    [
      'in yen, with semicolons',
      ['Date', 'Amount', 'Currency'],
      ['2026-03-01', '12,000', 'JPY'],
      { hasSemicolons: true },
      ['2026-03-01', 12_000n, 'JPY', '', ''],
    ],
    [
      'in dinars, with semicolons',
      ['Date', 'Amount', 'Currency'],
      ['2026-03-01', '12.500', 'KWD'],
      { hasSemicolons: true },
      ['2026-03-01', 12_500n, 'KWD', '', ''],
    ],
    [
      'in yen',
      ['Date', 'Amount', 'Currency'],
      ['2026-03-01', '8,000', 'JPY'],
      {},
      ['2026-03-01', 8_000n, 'JPY', '', ''],
    ],
    [
      'with money that went out',
      ['Date', 'Amount'],
      ['2026-03-01', '-12.30'],
      {},
      ['2026-03-01', -1_230n, 'EUR', '', ''],
    ],
    [
      'with a time',
      ['Completed Date', 'Amount', 'Description'],
      ['2026-03-01 12:30:00', '9.99', 'x'],
      {},
      ['2026-03-01', 999n, 'EUR', '', 'x'],
    ],
    [
      'with the direction in a column',
      ['Datum', 'Naam', 'Af Bij', 'Bedrag'],
      ['2026-03-01', 'Ada', 'Bij', '12,50'],
      { hasSemicolons: true },
      ['2026-03-01', 1_250n, 'EUR', 'Ada', ''],
    ],
    [
      'with money that went out in a column',
      ['Buchungstag', 'Umsatz', 'Soll/Haben'],
      ['01.03.2026', '12,50', 'S'],
      { hasSemicolons: true },
      ['2026-03-01', -1_250n, 'EUR', '', ''],
    ],
    [
      'with a sign at the end',
      ['Date', 'Amount'],
      ['2026-03-01', '12.50-'],
      {},
      ['2026-03-01', -1_250n, 'EUR', '', ''],
    ],
    [
      'with the sign of the euro',
      ['Date', 'Amount'],
      ['2026-03-01', '1,234.50 €'],
      {},
      ['2026-03-01', 123_450n, 'EUR', '', ''],
    ],
    [
      'with the currency in the amount',
      ['Date', 'Amount'],
      ['2026-03-01', 'EUR -5.00'],
      {},
      ['2026-03-01', -500n, 'EUR', '', ''],
    ],
  ])('%s is read', (_name, columns, cells, more, expected) => {
    expect(parsed(columns, [cells], more)).toEqual([expected])
  })

  it('has one decimal separator for all amounts', () => {
    expect(
      parsed(
        ['Date', 'Amount'],
        [
          ['2026-03-01', '1.230'],
          ['2026-03-01', '12,50'],
        ],
      ).map(([, amount]) => amount),
    ).toEqual([123_000n, 1_250n])
    expect(
      parsed(
        ['Date', 'Amount'],
        [
          ['2026-03-01', '1,230'],
          ['2026-03-01', '12.50'],
        ],
      ).map(([, amount]) => amount),
    ).toEqual([123_000n, 1_250n])
  })

  it.each([
    ['no amount', ['Date', 'Text'], ['2026-03-01', '5'], 'no column for the amount'],
    ['no date', ['When', 'Amount'], ['2026-03-01', '5'], 'no column for the date'],
    [
      'another date',
      ['Date', 'Amount'],
      ['31.02.2026', '5'],
      'Row 2, column "Date": "31.02.2026" is not a date',
    ],
    [
      'too many decimals',
      ['Date', 'Amount'],
      ['2026-03-01', '5.1234'],
      'Row 2, column "Amount": "5.1234" is not an amount',
    ],
    ['text', ['Date', 'Amount'], ['2026-03-01', 'five'], 'Row 2, column "Amount": "five" is not an amount'],
    [
      'an amount above 2^53 cents',
      ['Date', 'Amount'],
      ['2026-03-01', '90071992547409.92'],
      'Row 2, column "Amount": "90071992547409.92" is not an amount',
    ],
    [
      'an amount above 2^63 cents that went out',
      ['Date', 'Amount'],
      ['2026-03-01', '-99999999999999999999'],
      'Row 2, column "Amount": "-99999999999999999999" is not an amount',
    ],
    [
      'an unknown currency',
      ['Date', 'Amount', 'Currency'],
      ['2026-03-01', '5', 'DEM'],
      'Row 2, column "Currency": "DEM" is not a currency',
    ],
    [
      'an unknown direction',
      ['Date', 'Amount', 'D/C'],
      ['2026-03-01', '5', 'X'],
      'Row 2, column "D/C": "X" does not say whether the money came in or went out',
    ],
  ])('with %s is refused', (_name, columns, cells, message) => {
    expect(() => parsed(columns, [cells])).toThrow(message)
  })
})

describe('A proposal', () => {
  const invoice = (
    number: string,
    due: bigint,
    name = 'Ada Example',
    more: Partial<OwedInvoice> = {},
  ): OwedInvoice => ({
    invoiceId: number,
    number,
    paymentReference: null,
    due: money(due, 'EUR'),
    customerId: name,
    customerName: name,
    names: [name],
    isWrittenOff: false,
    ...more,
  })
  const open = [
    invoice('INV-2026-17', 1_000n),
    invoice('INV-2026-18', 2_000n),
    invoice('INV-2026-19', 3_000n, 'Bo Example'),
    invoice('INV-2026-20', 3_000n, 'Cy Example'),
    invoice('INV-2026-21', 4_500n, 'Cy Example', { paymentReference: 'K 4711' }),
    invoice('INV-2025-9', 8_000n, 'Eva Example', { isWrittenOff: true }),
  ]
  const propose = (amount: bigint, payer: string, reference: string, currency: Currency = 'EUR') => {
    const transfer = { amount: money(amount, currency), payer, reference }
    const matcher = new Matcher([transfer])
    for (const each of open) matcher.add(each)
    const found = matcher.propose(transfer)
    return found && `${found.reason} ${found.customerId} ${found.invoiceNumber}`
  }

  it.each([
    [1_000n, '', 'INV-2026-17', 'reference-and-amount Ada Example INV-2026-17'],
    [1_000n, '', 'Invoice inv 2026/17, thank you', 'reference-and-amount Ada Example INV-2026-17'],
    [999n, '', 'INV202617', 'reference Ada Example INV-2026-17'],
    [4_500n, '', 'k4711', 'reference-and-amount Cy Example INV-2026-21'],
    [3_000n, 'BO EXAMPLE', 'hosting', 'amount-and-name Bo Example INV-2026-19'],
    [2_000n, '', 'hosting', 'amount Ada Example INV-2026-18'],
    [777n, 'ada  example', 'hosting', 'name Ada Example null'],
    [3_000n, '', 'hosting', null],
    [777n, 'Dee Example', 'hosting', null],
    [1_000n, '', 'INV-2026-17 and INV-2026-18', 'amount Ada Example INV-2026-17'],
    [9_999n, '', 'INV-2026-17 and INV-2026-18', null],
    [8_000n, '', 'INV-2025-9', 'reference-and-amount Eva Example INV-2025-9'],
    [8_000n, 'Eva Example', 'hosting', null],
    [1_000n, '', 'INV-2026-170', 'amount Ada Example INV-2026-17'],
  ])('for %s from %j with %j is %s', (amount, payer, reference, expected) => {
    expect(propose(amount, payer, reference)).toBe(expected)
  })

  it('names none of two invoices whose numbers have the same letters and digits', () => {
    const matcher = new Matcher([{ amount: money(5n, 'EUR'), payer: '', reference: 'INV-1-1' }])
    matcher.add(invoice('INV-1-1', 10n))
    matcher.add(invoice('INV-11', 20n, 'Bo Example'))
    expect(matcher.propose({ amount: money(5n, 'EUR'), payer: '', reference: 'INV-1-1' })).toBeNull()
  })

  it('is found in linear time among 100,000 invoices of one amount and name', () => {
    const transfers = Array.from({ length: 10_000 }, (_, index) => ({
      amount: money(1_000n, 'EUR'),
      payer: 'Ada Example',
      reference: `INV-${index}`,
    }))
    const matcher = new Matcher(transfers)
    let compared = 0
    for (let number = 0; number < 100_000; number += 1) {
      const each = invoice(`INV-${number}`, 1_000n)
      matcher.add({
        ...each,
        get invoiceId() {
          compared += 1
          return each.invoiceId
        },
      })
    }
    expect(transfers.map((each) => matcher.propose(each)?.invoiceNumber)).toEqual(
      transfers.map(({ reference }) => reference),
    )
    expect(compared).toBeLessThan(1_000_000)
  })

  it('never crosses currencies', () => {
    expect(propose(1_000n, 'Ada Example', 'INV-2026-17', 'SEK')).toBeNull()
  })
})

describeDomain('Bank statements', (open) => {
  let ada = ''
  let invoiceId = ''
  beforeEach(async () => {
    const { db } = open().database
    ada = await insertCustomer(db)
    invoiceId = await insertOpenInvoice(db, ada, { number: 17, total: 1_000n })
  })

  const upload = (text: string, more: Partial<BankStatementUpload> = {}, ctx = open().ctx) =>
    uploadBankStatement(
      ctx,
      { fileName: 'bank.csv', currency: 'EUR', dateOrder: 'day-first', ...more },
      { body: bytes(text), stillAllowed: async () => {} },
    )
  const header = 'Date,Amount,Name,Reference\n'
  const file = `${header}2026-02-27,10.00,Ada Example,INV-17\n2026-02-28,-3.00,Bank,Fee\n2026-02-28,77.00,Dee,hello\n`
  const linesOf = async (id: string) => (await listBankLines(open().ctx, { id })).items

  it('propose a written-off invoice that the transfer names', async () => {
    const test = open()
    await test.database.db
      .update(documents)
      .set({ status: 'uncollectible' })
      .where(eq(documents.id, invoiceId))
    const statement = await upload(
      `${header}2026-02-27,10.00,Ada Example,INV-17\n2026-02-28,10.00,Ada Example,hello\n`,
    )
    expect((await linesOf(statement.id)).map(({ proposal }) => proposal?.invoiceId ?? null)).toEqual([
      invoiceId,
      null,
    ])
  })

  it('propose invoices, and a confirmed line is a payment', async () => {
    const test = open()
    const statement = await upload(file)
    expect(statement).toMatchObject({
      counts: { proposed: 1, unmatched: 1, ignored: 1, confirmed: 0 },
      known: 0,
      uploadedBy: 'Staff user',
    })
    const [first, , third] = await linesOf(statement.id)
    expect(first?.proposal).toMatchObject({
      customerId: ada,
      invoiceId,
      reason: 'reference-and-amount',
      amountDue: { amount: '1000', currency: 'EUR' },
    })
    const lines = [{ lineId: first?.id ?? '' }, { lineId: third?.id ?? '' }, { lineId: newId() }]
    const result = await confirmBankLines(test.ctx, { id: statement.id, lines })
    expect(result.items.map(({ state }) => state)).toEqual(['confirmed', 'unmatched'])
    expect(result.refused.map(({ code }) => code)).toEqual(['wrong-state', 'not-found'])
    const [invoice] = await test.database.db.select().from(documents).where(eq(documents.id, invoiceId))
    expect([invoice?.status, invoice?.amountDue]).toEqual(['paid', 0n])
    await confirmBankLines(test.ctx, { id: statement.id, lines: [{ lineId: first?.id ?? '' }] })
    expect(await test.database.db.$count(payments)).toBe(1)
    // The amount due is that of the invoice now, also for the line of an earlier statement.
    expect((await linesOf(statement.id))[0]?.proposal?.amountDue).toEqual({ amount: '0', currency: 'EUR' })
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('can begin with lines about the account', async () => {
    const { id } = await upload(
      '"Account holder";"Hosting GmbH"\n"Period";"01.02.2026, 28.02.2026"\n\nBalance;1.000,00 EUR\n"Buchungstag";"Valuta";"Buchungstext";"Zahlungspflichtiger";"Verwendungszweck";"IBAN";"BIC";"Betrag (EUR)"\n27.02.2026;27.02.2026;Eingang;Ada Example;INV-17;DE1;X;10,00\n',
    )
    expect(await linesOf(id)).toMatchObject([
      {
        position: 6,
        bookedOn: '2026-02-27',
        payer: 'Ada Example',
        state: 'proposed',
        proposal: { invoiceId },
      },
    ])
  })

  it('are separated as their column names are, whatever a text contains', async () => {
    const { id } = await upload(`${header}2026-02-27,10.00,Ada Example,INV-17; a; b; c; d; e\n`)
    expect(await linesOf(id)).toMatchObject([{ reference: 'INV-17; a; b; c; d; e', state: 'proposed' }])
  })

  it('read the open invoices before the transaction', async () => {
    const test = open()
    const { db } = test.database
    const uses: string[] = []
    const watched = {
      ...test.database,
      db: new Proxy(db, {
        get(target, name) {
          uses.push(String(name))
          const value: unknown = Reflect.get(target, name)
          return typeof value === 'function' ? value.bind(target) : value
        },
      }),
    }
    const ctx = contextOf(test.domainWith({ database: watched }), callWithKey('statement-2'))
    expect(await upload(file, {}, ctx)).toMatchObject({ counts: { proposed: 1 } })
    expect(uses.slice(0, 3)).toEqual(['select', 'select', 'transaction'])
  })

  it('record a line for the customer whom staff choose', async () => {
    const test = open()
    const { id } = await upload(file)
    const [, out, third] = await linesOf(id)
    const chosen = { lineId: third?.id ?? '', customerId: ada }
    const outgoing = { lineId: out?.id ?? '', customerId: ada }
    const result = await confirmBankLines(test.ctx, { id, lines: [chosen, outgoing] })
    expect(result.refused.map(({ lineId, code }) => [lineId, code])).toEqual([[out?.id, 'wrong-state']])
    const { items } = await readBalance(test.ctx, { id: ada })
    expect(items).toMatchObject([{ due: { amount: '0' }, credit: { amount: '6700' } }])
    expect(await checkBooks(test.database.db)).toEqual([])
  })

  it('that overlap record no transfer twice, and equal transfers of one file are several', async () => {
    const twice = `${header}2026-02-28,5.00,Dee,tip\n2026-02-28,5.00,Dee,tip\n`
    expect(await upload(twice)).toMatchObject({ counts: { unmatched: 2 }, known: 0 })
    const next = await upload(`${twice}2026-03-01,5.00,Dee,tip\n`, { fileName: 'next.csv' })
    expect(next).toMatchObject({ counts: { unmatched: 1 }, known: 2 })
    expect(await open().database.db.$count(bankStatementLines)).toBe(3)
  })

  it('with the Idempotency-Key of an earlier one return that one, for the same file only', async () => {
    const ctx = contextOf(open().domain, callWithKey('statement-1'))
    const first = await upload(file, {}, ctx)
    expect((await upload(file, {}, ctx)).id).toBe(first.id)
    await expect(upload(`${file}2026-03-01,1.00,x,y\n`, {}, ctx)).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    })
  })

  it('can be ignored line by line, but not after the payment is recorded', async () => {
    const test = open()
    const { id } = await upload(file)
    const [first, , third] = await linesOf(id)
    await confirmBankLines(test.ctx, { id, lines: [{ lineId: first?.id ?? '' }] })
    const { items, refused } = await ignoreBankLines(test.ctx, {
      id,
      lines: [first?.id ?? '', third?.id ?? ''],
    })
    expect(items.map(({ state }) => state)).toEqual(['confirmed', 'ignored'])
    expect(refused).toMatchObject([{ lineId: first?.id, code: 'wrong-state' }])
    expect((await getBankStatement(test.ctx, { id })).counts).toMatchObject({ ignored: 2, confirmed: 1 })
    expect((await listBankLines(test.ctx, { id, state: 'ignored' })).items).toHaveLength(2)
  })

  it('without a currency need that of the company', async () => {
    const body = { body: bytes(file), stillAllowed: async () => {} }
    await expect(
      uploadBankStatement(open().ctx, { fileName: 'a.csv', dateOrder: 'day-first' }, body),
    ).rejects.toMatchObject({ errors: [{ path: 'currency' }] })
    await expect(
      uploadBankStatement(open().ctx, { fileName: 'a.csv', dateOrder: 'day-first' }, { ...body, body: null }),
    ).rejects.toMatchObject({ errors: [{ path: 'file' }] })
  })

  it('are listed page by page, newest first', async () => {
    const test = open()
    for (const name of ['a', 'b', 'c']) {
      await upload(`${header}2026-02-28,5.00,Dee,${name}\n`, { fileName: `${name}.csv` })
      test.clock.advance(1_000)
    }
    const page = await listBankStatements(test.ctx, { limit: 2 })
    const next = await listBankStatements(test.ctx, { limit: 2, cursor: page.nextCursor ?? '' })
    expect([...page.items, ...next.items].map(({ fileName }) => fileName)).toEqual([
      'c.csv',
      'b.csv',
      'a.csv',
    ])
    await expect(getBankStatement(test.ctx, { id: newId() })).rejects.toMatchObject({ code: 'not-found' })
  })
})
