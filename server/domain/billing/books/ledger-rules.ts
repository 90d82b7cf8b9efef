import { sql } from 'drizzle-orm'
import type { BookRule } from './rule.ts'

/** The rules that compare the ledger with the amounts that other tables carry. */
export const ledgerRules: readonly BookRule[] = [
  {
    id: 'M1',
    title: 'Each entry of the ledger sums to 0 in each currency',
    violations: sql`
      select e.customer_id, 'entry ' || e.id as subject, 'sums to ' || sum(p.amount) || ' ' || p.currency as message
        from journal_entries e join postings p on p.entry_id = e.id
       group by e.id, e.customer_id, p.currency having sum(p.amount) <> 0`,
  },
  {
    id: 'M2',
    title: 'The receivable of a customer is the sum that their invoices are due',
    violations: sql`
      with booked as (
        select customer_id, currency, sum(amount) as amount
          from postings where account = 'receivable' group by customer_id, currency
      ), paid as (
        select document_id, sum(amount) as amount from allocations group by document_id
      ), lost as (
        select document_id, sum(amount) as amount from (
          select e.reference as document_id, p.amount
            from journal_entries e join postings p on p.entry_id = e.id
           where e.kind = 'write-off' and p.account = 'bad-debt'
          union all
          select a.document_id::text, p.amount
            from journal_entries e join postings p on p.entry_id = e.id join allocations a on a.id::text = e.reference
           where e.kind = 'recovery' and p.account = 'bad-debt'
        ) debts group by document_id
      ), owed as (
        select d.customer_id, d.currency,
               sum(d.total - coalesce(paid.amount, 0) - coalesce(lost.amount, 0)) as amount
          from documents d
          left join paid on paid.document_id = d.id
          left join lost on lost.document_id = d.id::text
         where d.kind = 'invoice' and d.status <> 'draft' group by d.customer_id, d.currency
      )
      select coalesce(booked.customer_id, owed.customer_id) as customer_id,
             'customer ' || coalesce(booked.customer_id, owed.customer_id) as subject,
             'the ledger has ' || coalesce(booked.amount, 0) || ' receivable, the invoices ' || coalesce(owed.amount, 0)
               || ' ' || coalesce(booked.currency, owed.currency) as message
        from booked full join owed
          on owed.customer_id = booked.customer_id and owed.currency = booked.currency
       where coalesce(booked.amount, 0) <> coalesce(owed.amount, 0)`,
  },
  {
    id: 'M3',
    title: 'The credit of a customer is the unused part of their payments and credit notes, and not negative',
    violations: sql`
      with booked as (
        select customer_id, currency, -sum(amount) as amount
          from postings where account = 'credit' group by customer_id, currency
      ), unused as (
        select customer_id, currency, sum(unallocated) as amount from (
          select customer_id, currency, unallocated from payments
          union all select customer_id, currency, unallocated from documents where kind = 'credit-note'
        ) sources group by customer_id, currency
      )
      select coalesce(booked.customer_id, unused.customer_id) as customer_id,
             'customer ' || coalesce(booked.customer_id, unused.customer_id) as subject,
             'the ledger has ' || coalesce(booked.amount, 0) || ' credit, payments and credit notes '
               || coalesce(unused.amount, 0) || ' ' || coalesce(booked.currency, unused.currency) as message
        from booked full join unused
          on unused.customer_id = booked.customer_id and unused.currency = booked.currency
       where coalesce(booked.amount, 0) <> coalesce(unused.amount, 0) or coalesce(booked.amount, 0) < 0`,
  },
  {
    id: 'M5',
    title: 'The entry of a document has its net, tax and total',
    violations: sql`
      select d.customer_id, 'document ' || d.number as subject, 'its entry differs from its amounts' as message
        from documents d
        left join journal_entries e on e.kind = d.kind and e.reference = d.id::text
        left join lateral (
          select coalesce(sum(p.amount) filter (where p.account in ('receivable', 'credit')), 0) as total,
                 -coalesce(sum(p.amount) filter (where p.account = 'revenue'), 0) as net,
                 -coalesce(sum(p.amount) filter (where p.account = 'tax'), 0) as tax
            from postings p where p.entry_id = e.id
        ) booked on true
       where d.status <> 'draft'
         and (booked.total, booked.net, booked.tax) is distinct from
             (case d.kind when 'invoice' then d.total else -d.total end,
              case d.kind when 'invoice' then d.net else -d.net end,
              case d.kind when 'invoice' then d.tax else -d.tax end)`,
  },
  {
    id: 'M5',
    title: 'Each payment, reversal, refund and allocation has its entry',
    violations: sql`
      with facts as (
        select 'payment' as kind, id::text as reference, customer_id, amount from payments
        union all select 'payment-reversal', id::text, customer_id, -amount from payments where status = 'reversed'
        union all select 'refund', id::text, customer_id, -amount from refunds
        union all select 'allocation', id::text, customer_id, -amount from allocations
      ), booked as (
        select e.kind, e.reference, -sum(p.amount) as amount
          from journal_entries e join postings p on p.entry_id = e.id and p.account = 'credit'
         where e.kind in ('payment', 'payment-reversal', 'refund', 'allocation')
         group by e.kind, e.reference
      )
      select facts.customer_id, coalesce(facts.kind, booked.kind) || ' ' || coalesce(facts.reference, booked.reference) as subject,
             'booked as ' || coalesce(booked.amount::text, 'nothing') || ' instead of ' || coalesce(facts.amount::text, 'nothing') as message
        from facts full join booked on booked.kind = facts.kind and booked.reference = facts.reference
       where facts.amount is distinct from booked.amount`,
  },
]
