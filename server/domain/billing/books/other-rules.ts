import { type SQL, sql } from 'drizzle-orm'
import type { BookRule } from './rule.ts'

/** Every column with an amount of money, and the customer of its row. */
const amounts: readonly (readonly [table: string, column: string, customer: string])[] = [
  ['documents', 'total', 'customer_id'],
  ['documents', 'net', 'customer_id'],
  ['documents', 'tax', 'customer_id'],
  ['payments', 'amount', 'customer_id'],
  ['refunds', 'amount', 'customer_id'],
  ['allocations', 'amount', 'customer_id'],
  ['charges', 'amount', 'customer_id'],
  ['charges', 'discount', 'customer_id'],
  ['postings', 'amount', 'customer_id'],
  ['prices', 'amount', 'null::uuid'],
]

const largest = sql.raw('9007199254740991')

/** Every column into which staff or a bank write free text. */
const texts: readonly (readonly [table: string, column: string, customer: string])[] = [
  ['payments', 'reference', 'customer_id'],
  ['payments', 'note', 'customer_id'],
  ['refunds', 'reference', 'customer_id'],
  ['refunds', 'reason', 'customer_id'],
  ['billing_profiles', 'notes', 'customer_id'],
  ['bank_statement_lines', 'reference', 'null::uuid'],
  ['documents', 'reason', 'customer_id'],
  ['document_lines', 'description', 'null::uuid'],
]

const union = (parts: readonly SQL[]): SQL => sql.join([...parts], sql` union all `)

/** Selects texts with 13 to 19 digits. card-numbers.ts finds the numbers of cards among them. */
export const textsWithManyDigits: SQL = union(
  texts.map(([table, column, customer]) => {
    const [from, of, owner] = [table, column, customer].map((name) => sql.raw(name))
    return sql`select ${owner} as customer_id, ${`${table}.${column}`}::text as subject, ${of} as message
      from ${from} where ${of} ~ '(\\d[ -]?){13,19}'`
  }),
)

/** The rules of payments, coupons, dunning and values. */
export const otherRules: readonly BookRule[] = [
  {
    id: 'M4',
    title: 'The unused part of a payment or credit note is its amount less allocations and refunds',
    violations: sql`
      with used as (
        select coalesce(payment_id, credit_note_id) as source_id, sum(amount) as amount from (
          select payment_id, credit_note_id, amount from allocations
          union all select payment_id, credit_note_id, amount from refunds
        ) uses group by coalesce(payment_id, credit_note_id)
      ), sources as (
        select id, customer_id, case status when 'received' then amount else 0 end as amount, unallocated from payments
        union all
        select id, customer_id, total, unallocated from documents where kind = 'credit-note' and status <> 'draft'
      )
      select s.customer_id, 'payment or credit note ' || s.id as subject,
             s.unallocated || ' is unused of ' || s.amount || ', and ' || coalesce(used.amount, 0) || ' is used' as message
        from sources s left join used on used.source_id = s.id
       where s.unallocated <> s.amount - coalesce(used.amount, 0) or s.unallocated < 0`,
  },
  {
    id: 'M11',
    title: 'The refunds of a payment or credit note are at most its amount',
    violations: sql`
      select r.customer_id, 'payment or credit note ' || coalesce(r.payment_id, r.credit_note_id) as subject,
             sum(r.amount) || ' is refunded of ' || max(coalesce(p.amount, d.total)) as message
        from refunds r left join payments p on p.id = r.payment_id left join documents d on d.id = r.credit_note_id
       group by r.customer_id, r.payment_id, r.credit_note_id
      having sum(r.amount) > max(coalesce(p.amount, d.total))`,
  },
  {
    id: 'M13',
    title: 'A coupon is redeemed as often as it counts, and within its limit',
    violations: sql`
      select null::uuid as customer_id, 'coupon ' || c.id as subject,
             'counts ' || c.redeemed || ', has ' || count(r.id) || ' redemptions and a limit of '
               || coalesce(c.max_redemptions::text, 'none') as message
        from coupons c left join coupon_redemptions r on r.coupon_id = c.id
       group by c.id having c.redeemed <> count(r.id) or count(r.id) > c.max_redemptions`,
  },
  {
    id: 'M14',
    title:
      'An account is wanted suspended while an open dunning case is at or past its suspend step, and only then',
    violations: sql`
      select customer_id, 'account ' || account_id as subject, problem as message from check_m14_wishes()`,
  },
  {
    id: 'M15',
    title: 'An account is suspended as overdue only while this is wanted or under way',
    violations: sql`
      select customer_id, 'account ' || account_id as subject, problem as message from check_m15_reasons()`,
  },
  {
    id: 'M17',
    title: 'A document, its lines, payments and allocations have one currency',
    violations: sql`
      select a.customer_id, 'allocation ' || a.id as subject, 'is in ' || a.currency || ', its invoice in '
               || d.currency || ' and its source in ' || coalesce(p.currency, n.currency) as message
        from allocations a join documents d on d.id = a.document_id
        left join payments p on p.id = a.payment_id left join documents n on n.id = a.credit_note_id
       where a.currency <> d.currency or a.currency <> coalesce(p.currency, n.currency)
       union all
      select r.customer_id, 'refund ' || r.id, 'is in ' || r.currency || ', its source in ' || coalesce(p.currency, n.currency)
        from refunds r left join payments p on p.id = r.payment_id left join documents n on n.id = r.credit_note_id
       where r.currency <> coalesce(p.currency, n.currency)
       union all
      select c.customer_id, 'charge ' || c.id, 'is in ' || c.currency || ', its document in ' || d.currency
        from charges c join document_lines l on l.charge_id = c.id join documents d on d.id = l.document_id
       where c.currency <> d.currency
       union all
      select d.customer_id, 'document ' || d.number, 'is in ' || d.currency || ', its entry in ' || p.currency
        from documents d join journal_entries e on e.kind = d.kind and e.reference = d.id::text
        join postings p on p.entry_id = e.id where p.currency <> d.currency`,
  },
  {
    id: 'M18',
    title: 'No amount is beyond 2^53 - 1',
    violations: union(
      amounts.map(([table, column, customer]) => {
        const [from, of, owner] = [table, column, customer].map((name) => sql.raw(name))
        return sql`select ${owner} as customer_id, ${`${table}.${column}`}::text as subject, ${of}::text as message
          from ${from} where ${of} not between -${largest} and ${largest}`
      }),
    ),
  },
]
