import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { recordAudit } from '#server/platform/audit/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, staff } from '#testing/domain.ts'
import { insertOpenInvoice } from '#testing/open-invoice.ts'
import { recordPayment, refundPayment, reversePayment } from '../../payments/index.ts'
import { documents } from '../../tables/documents.ts'
import { hasCardNumber } from './card-numbers.ts'
import { bookRules, checkBooks, findViolations } from './check-books.ts'

const euro = (amount: number) => ({ amount: amount.toString(), currency: 'EUR' as const })
const other = '00000000-0000-7000-8000-000000000001'

/** Statements that no code writes, and the rules that must report them. The guards of the tables are off. */
const planted: readonly (readonly [name: string, statement: string, rules: readonly string[]])[] = [
  [
    'an entry that does not sum to 0',
    `update postings set amount = amount + 1 where account = 'clearing' and amount = 8000`,
    ['M1'],
  ],
  ['a missing posting', `delete from postings where account = 'revenue'`, ['M1', 'M5']],
  [
    'a receivable that no invoice has',
    `update postings set amount = amount + sign(amount) * 5 where entry_id = (select id from journal_entries where kind = 'invoice' order by id limit 1) and account in ('receivable', 'revenue')`,
    ['M2', 'M5'],
  ],
  [
    'credit that no payment has',
    `update postings set amount = amount + sign(amount) * 5 where entry_id = (select id from journal_entries where kind = 'payment' order by id limit 1)`,
    ['M3', 'M5'],
  ],
  [
    'credit below zero',
    `update payments set unallocated = 0; update postings set amount = amount + sign(amount) * 90000 where entry_id = (select id from journal_entries where kind = 'refund')`,
    ['M3', 'M4', 'M5'],
  ],
  [
    'a due that does not follow from the allocations',
    `update documents set amount_due = amount_due - 1 where status = 'open'`,
    ['M4'],
  ],
  ['a paid invoice that is due', `update documents set status = 'paid' where status = 'open'`, ['M4']],
  ['an open invoice that is paid', `update documents set status = 'open' where status = 'paid'`, ['M4']],
  [
    'an unused part that is wrong',
    `update payments set unallocated = unallocated - 1 where unallocated > 0`,
    ['M3', 'M4'],
  ],
  ['a line that was changed', `update document_lines set net = net + 1`, ['M5', 'M9']],
  ['a tax that was changed', `update document_taxes set amount = amount + 1`, ['M5', 'M9']],
  [
    'an entry that is missing',
    `delete from postings where entry_id in (select id from journal_entries where kind = 'allocation'); delete from journal_entries where kind = 'allocation'`,
    ['M2', 'M3', 'M5'],
  ],
  ['an allocation that is missing', `delete from allocations where amount = 2000`, ['M2', 'M4', 'M5']],
  [
    'a hole in the numbers',
    `update documents set series_number = 9, number = 'INV-9' where series_number = 3`,
    ['M6', 'M9'],
  ],
  [
    'a twin number',
    `drop index documents_series; update documents set series_number = 2 where series_number = 3`,
    ['M6'],
  ],
  [
    'a date that falls',
    `update documents set issued_on = '2026-01-01' where series_number = 3`,
    ['M6', 'M9'],
  ],
  [
    'a series that would repeat a number',
    `insert into number_series (kind, pattern, restarts_yearly, next, updated_at) values ('invoice', 'INV-{number}', false, 3, now())`,
    ['M6'],
  ],
  [
    'a credit note above its invoice',
    `insert into documents (id, kind, customer_id, status, series_number, number, currency, issued_on, seller, buyer, tax_decision, net, tax, total, amount_due, credited_document_id, content_hash, finalized_at, created_at, updated_at) select '${other}', 'credit-note', customer_id, 'paid', 1, 'CN-1', currency, issued_on, seller, buyer, '{}', net, tax, total, 0, id, content_hash, now(), now(), now() from documents where series_number = 1; insert into document_taxes (document_id, position, key, country, category, treatment, name, rate_ppm, base, amount) select '${other}', 0, key, country, category, treatment, name, rate_ppm, base + 1, amount + 1 from document_taxes t join documents d on d.id = t.document_id where d.series_number = 1 and d.kind = 'invoice'`,
    ['M10', 'M4', 'M5', 'M9'],
  ],
  [
    'credit notes above the total of their invoice',
    `insert into documents (id, kind, customer_id, status, series_number, number, currency, issued_on, seller, buyer, tax_decision, net, tax, total, amount_due, credited_document_id, content_hash, finalized_at, created_at, updated_at) select '${other}', 'credit-note', customer_id, 'paid', 1, 'CN-1', currency, issued_on, seller, buyer, '{}', net + 1, tax, total + 1, 0, id, content_hash, now(), now(), now() from documents where series_number = 1`,
    ['M10', 'M4', 'M5', 'M9'],
  ],
  ['a refund above its payment', `update refunds set amount = 900000`, ['M11', 'M4', 'M5']],
  [
    'a suspension that no open case wants',
    `insert into hosting_accounts (id, customer_id, server_id, username, email, marker, status, holds_slot, suspend_reasons, created_at, updated_at) select '${other}', customer_id, '${other}', 'ada', 'ada@example.com', 'm', 'suspended', true, '["overdue"]', now(), now() from documents limit 1; insert into hosting_wishes (account_id, reason, wanted, settled, why, since, updated_at) values ('${other}', 'overdue', true, true, 'x', now(), now())`,
    ['M14'],
  ],
  [
    'a suspension that stays after it was lifted',
    `insert into hosting_accounts (id, customer_id, server_id, username, email, marker, status, holds_slot, suspend_reasons, created_at, updated_at) select '${other}', customer_id, '${other}', 'ada', 'ada@example.com', 'm', 'suspended', true, '["overdue"]', now(), now() from documents limit 1; insert into hosting_wishes (account_id, reason, wanted, settled, why, since, updated_at) values ('${other}', 'overdue', false, true, 'x', now(), now())`,
    ['M15'],
  ],
  [
    'a coupon that counts too few',
    `insert into coupons (id, code, percent_ppm, scope, redeemed, created_at, updated_at) values ('${other}', 'A', 1, 'all', 3, now(), now())`,
    ['M13'],
  ],
  [
    'an allocation in another currency',
    `update allocations set currency = 'USD' where id = (select id from allocations order by id limit 1)`,
    ['M17'],
  ],
  ['a refund in another currency', `update refunds set currency = 'USD'`, ['M17']],
  [
    'an entry in another currency',
    `update postings set currency = 'USD' where entry_id = (select id from journal_entries where kind = 'invoice' order by id limit 1)`,
    ['M17', 'M2'],
  ],
  [
    'an amount beyond 2^53',
    `update payments set amount = 9007199254740992 where amount = 8000`,
    ['M18', 'M4', 'M5'],
  ],
  [
    'the number of a card',
    `update payments set reference = 'paid with 4111 1111 1111 1111' where amount = 8000`,
    ['M19'],
  ],
  [
    'a charge without a line',
    `insert into charges (id, customer_id, kind, amount, currency, tax_included, explanation, created_at) select '${other}', customer_id, 'one-time', 1, 'EUR', false, '{}', now() from documents limit 1`,
    ['M8'],
  ],
  [
    'charges that overlap',
    `insert into charges (id, customer_id, item_id, kind, period_start, period_end, amount, currency, tax_included, explanation, created_at) select gen_random_uuid(), customer_id, '${other}', 'recurring', p.s::date, p.e::date, 1, 'EUR', false, '{}', now() from documents, (values ('2026-01-01', '2026-02-01'), ('2026-01-31', '2026-03-01')) p(s, e) where series_number = 1`,
    ['M7', 'M8'],
  ],
  [
    'charges with a gap',
    `insert into charges (id, customer_id, item_id, kind, period_start, period_end, amount, currency, tax_included, explanation, created_at) select gen_random_uuid(), customer_id, '${other}', 'recurring', p.s::date, p.e::date, 1, 'EUR', false, '{}', now() from documents, (values ('2026-01-01', '2026-02-01'), ('2026-02-02', '2026-03-01')) p(s, e) where series_number = 1`,
    ['M7', 'M8'],
  ],
]

describeDomain('The check of the books', (open) => {
  beforeEach(async () => {
    const { database, ctx } = open()
    const customerId = await insertCustomer(database.db)
    for (const [index, total] of [5_000n, 3_000n, 9_000n].entries())
      await insertOpenInvoice(database.db, customerId, { number: index + 1, total, tax: 500n })
    const pay = (amount: number) =>
      recordPayment(ctx, {
        customerId,
        amount: euro(amount),
        method: 'bank-transfer',
        reference: 'INV-1',
        receivedOn: '2026-03-01',
      })
    await pay(8_000)
    const { id } = await pay(2_000)
    expect(id).not.toBe('')
    const second = await insertCustomer(database.db, 'Bo Example')
    const paid = await recordPayment(ctx, {
      customerId: second,
      amount: euro(700),
      method: 'cash',
      reference: '',
      receivedOn: '2026-03-01',
    })
    await refundPayment(ctx, {
      id: paid.id,
      amount: euro(200),
      reference: '',
      refundedOn: '2026-03-01',
      reason: 'x',
    })
    const wrong = await recordPayment(ctx, {
      customerId: second,
      amount: euro(999),
      method: 'cash',
      reference: '',
      receivedOn: '2026-03-01',
    })
    await reversePayment(ctx, { id: wrong.id, reason: 'By mistake' })
  })

  const rulesBroken = async () =>
    [...new Set((await checkBooks(open().database.db)).map(({ rule }) => rule))].toSorted()

  it('finds nothing in books that are in order', async () => {
    expect(await checkBooks(open().database.db)).toEqual([])
  })

  it.each(planted)('finds %s', async (_name, statement, rules) => {
    const { db } = open().database
    const back = new Error('undone')
    let found: string[] = []
    const planting = db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      for (const name of [
        'documents_total',
        'documents_paid',
        'payments_values',
        'allocations_values',
        'coupons_limit',
      ])
        await tx.execute(sql.raw(`alter table ${name.split('_')[0]} drop constraint if exists ${name}`))
      for (const part of statement.split('; ')) await tx.execute(sql.raw(part))
      found = [...new Set((await findViolations(tx)).map(({ rule }) => rule))].toSorted()
      throw back
    })
    await expect(planting).rejects.toBe(back)
    expect(found).toEqual([...rules].toSorted())
    expect(await rulesBroken()).toEqual([])
  })

  it.each([
    ['the credited days are charged again', '2026-03-20', []],
    ['days before the credit are charged again', '2026-03-19', ['M7']],
    ['days after the credit are not charged', '2026-03-21', ['M7']],
  ])('accepts charges of an item around a credit if %s', async (_name, from, expected) => {
    const { db } = open().database
    const [first, credit, again] = [newId(), newId(), newId()]
    const charge = (id: string, kind: string, start: string, explanation: object) =>
      sql`insert into charges (id, customer_id, item_id, kind, period_start, period_end, amount, currency, tax_included, explanation, created_at)
        select ${id}::uuid, customer_id, ${other}::uuid, ${kind}, ${start}::date, '2026-04-01', 1, 'EUR', false, ${JSON.stringify(explanation)}::jsonb, now()
          from documents where series_number = 1`
    const back = new Error('undone')
    let found: string[] = []
    await expect(
      db.transaction(async (tx) => {
        await tx.execute(sql`set local session_replication_role = replica`)
        await tx.execute(sql`drop index charges_once`)
        await tx.execute(charge(first, 'recurring', '2026-03-01', {}))
        await tx.execute(charge(credit, 'proration-credit', '2026-03-20', { credits: first }))
        await tx.execute(charge(again, 'recurring', from, {}))
        found = (await findViolations(tx)).map(({ rule }) => rule).filter((rule) => rule === 'M7')
        throw back
      }),
    ).rejects.toBe(back)
    expect(found).toEqual(expected)
  })

  it('names the customer and the document', async () => {
    const { db } = open().database
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.update(documents).set({ amountDue: 1n }).where(eq(documents.status, 'open'))
    })
    const [invoice] = await db.select().from(documents).where(eq(documents.status, 'open'))
    expect(await checkBooks(db)).toContainEqual({
      rule: 'M4',
      title: expect.stringContaining('amount due'),
      customerId: invoice?.customerId,
      subject: 'invoice INV-3',
      message: 'is open with 1 due of 9000, and 2000 is allocated',
    })
  })

  it('accepts a number that staff chose to continue with', async () => {
    const { database, domain } = open()
    await database.db.transaction(async (tx) => {
      await recordAudit(tx, {
        at: domain.clock.now(),
        actor: staff,
        action: 'billing-settings.change-numbering',
        subject: { kind: 'installation', id: other },
        after: { series: 'invoice', next: 'INV-50' },
        requestId: null,
      })
    })
    const customerId = await insertCustomer(database.db, 'Cy Example')
    await insertOpenInvoice(database.db, customerId, { number: 50, total: 100n })
    expect(await checkBooks(database.db)).toEqual([])
    await insertOpenInvoice(database.db, customerId, { number: 52, total: 100n })
    expect(await rulesBroken()).toEqual(['M6'])
  })

  it('accepts such a number in the year after the choice', async () => {
    const { database, domain } = open()
    await database.db.transaction((tx) =>
      recordAudit(tx, {
        at: domain.clock.now(),
        actor: staff,
        action: 'billing-settings.change-numbering',
        subject: { kind: 'installation', id: other },
        after: { series: 'invoice', restartsYearly: false, next: 'INV-2026-50', nextNumber: 50 },
        requestId: null,
      }),
    )
    const customerId = await insertCustomer(database.db, 'Cy Example')
    await insertOpenInvoice(database.db, customerId, { number: 50, total: 100n })
    expect(await checkBooks(database.db)).toEqual([])
  })

  it('finds content that was changed after its document was finalized, and nothing else', async () => {
    const { db } = open().database
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(sql`update document_lines set description = 'Another plan'
        where document_id = (select id from documents where number = 'INV-2')`)
    })
    expect(await checkBooks(db)).toMatchObject([{ rule: 'M9', subject: 'invoice INV-2' }])
  })

  it('has a planted violation for every rule', () => {
    const covered = new Set(planted.flatMap(([, , rules]) => rules))
    expect(bookRules.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([])
  })
})

describe('A card number', () => {
  it.each([
    ['4111111111111111', true],
    ['4111 1111 1111 1111', true],
    ['5500-0000-0000-0004', true],
    ['378282246310005', true],
    ['card 6011111111111117.', true],
    ['4111111111111112', false],
    ['DE89370400440532013000', false],
    ['41111111111111111111', false],
    ['INV-2026-000123', false],
    ['0000000000000000', false],
    ['2026-11-23 12:00 4711', false],
  ])('in %j: %s', (text, expected) => {
    expect(hasCardNumber(text)).toBe(expected)
  })
})
