import { z } from 'zod'
import type { Installation } from '../installation.ts'
import { quantile } from '../quantile.ts'
import { idOf } from './generate-company.ts'
import { invoicesEach } from './generate-invoices.ts'
import type { Place } from './place.ts'

const samplesEach = 40
const chosenRows = 60
const page = z.object({ nextCursor: z.string().nullable(), items: z.array(z.object({ id: z.string() })) })

/** A small generator of numbers from a seed: the same seed requests the same pages. @returns 0 to most - 1 */
export function numbersFrom(seed: number): (most: number) => number {
  let state = seed >>> 0
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * most)
  }
}

type PathOf = (random: (most: number) => number) => string

export interface Chosen {
  readonly customerIds: readonly string[]
  /** The customer with 2% of all invoices. */
  readonly largeCustomerId: string
  readonly numbers: readonly string[]
  readonly references: readonly string[]
  readonly emails: readonly string[]
  readonly cursors: Readonly<Record<string, readonly string[]>>
}

const cursor = (list: string, at: string, id: string): string =>
  Buffer.from(JSON.stringify([list, at, id])).toString('base64url')

/** Rows all over the tables of `count` invoices, from which requests are made. */
export const chooseRows = (
  { connected }: Place,
  random: (most: number) => number,
  count: number,
): Promise<Chosen> =>
  connected(async (run) => {
    const some = async (table: string, of: number, text: string) => {
      const ids = Array.from({ length: chosenRows }, () => idOf(table, String(1 + random(of)))).join(', ')
      const rows = await run(`${text} where id in (${ids})`)
      return rows.map((row) => row as Readonly<Record<string, string>>)
    }
    const invoices = await some(
      '50',
      count,
      `select id::text, number, customer_id::text, issued_on::text as day from documents`,
    )
    const payments = await some(
      '40',
      count,
      'select id::text, reference, received_on::text as day from payments',
    )
    const subscriptions = await some(
      '30',
      count / invoicesEach,
      `select id::text, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from subscriptions`,
    )
    const entries = await some('61', count, 'select id::text, booked_on::text as day from journal_entries')
    const customers = await some('20', count / invoicesEach, 'select email from customers')
    const byDay = (list: string, rows: typeof invoices) =>
      rows.map(({ day = '', id = '' }) => cursor(list, `${day}T00:00:00.000Z`, id))
    return {
      customerIds: invoices.flatMap((row) => row.customer_id ?? []),
      largeCustomerId: '00000020-0000-7000-8000-000000000001',
      numbers: invoices.flatMap(({ number }) => number ?? []),
      references: payments.flatMap(({ reference }) => reference ?? []),
      emails: customers.flatMap(({ email }) => email ?? []),
      cursors: {
        invoices: byDay('invoices', invoices),
        payments: byDay('payments', payments),
        ledger: byDay('ledger', entries),
        subscriptions: subscriptions.map(({ at = '', id = '' }) => cursor('subscriptions', at, id)),
      },
    }
  })

/** Each request that a page of the console makes, by name. */
export function requestsOf(chosen: Chosen): Readonly<Record<string, PathOf>> {
  const one = (from: readonly string[]) => (random: (most: number) => number) =>
    encodeURIComponent(from[random(from.length)] ?? '')
  const [customer, number, reference, email] = [
    one(chosen.customerIds),
    one(chosen.numbers),
    one(chosen.references),
    one(chosen.emails),
  ]
  const deep = (list: string) => one(chosen.cursors[list] ?? [])
  const invoices =
    (query: string): PathOf =>
    () =>
      `/invoices?limit=50${query}`
  const large = chosen.largeCustomerId
  const years = [...new Set(chosen.numbers.map((each) => each.slice(0, 9)))].toSorted()
  return {
    'invoices: newest': invoices(''),
    'invoices: a page anywhere': (random) => `/invoices?limit=50&cursor=${deep('invoices')(random)}`,
    ...Object.fromEntries(
      ['draft', 'open', 'paid', 'void', 'uncollectible'].map((status) => [
        `invoices: ${status}`,
        invoices(`&status=${status}`),
      ]),
    ),
    'invoices: open, a page anywhere': (random) =>
      `/invoices?limit=50&status=open&cursor=${deep('invoices')(random)}`,
    'invoices: overdue': invoices('&overdue=true'),
    'invoices: credit notes': invoices('&kind=credit-note'),
    'invoices: of a customer': (random) => `/invoices?limit=50&customerId=${customer(random)}`,
    'invoices: of the largest customer (2%)': invoices(`&customerId=${large}`),
    'invoices: open, of the largest customer': invoices(`&customerId=${large}&status=open`),
    'invoices: overdue, of the largest customer': invoices(`&customerId=${large}&overdue=true`),
    'search: a number': (random) => `/invoices?limit=50&search=${number(random)}`,
    'search: a number in lower case': (random) => `/invoices?limit=50&search=${number(random).toLowerCase()}`,
    'search: beginning of a number (100)': (random) =>
      `/invoices?limit=50&search=${number(random).slice(0, -2)}`,
    ...Object.fromEntries(years.map((year) => [`search: ${year}`, invoices(`&search=${year}`)])),
    'search: a number, open': (random) => `/invoices?limit=50&status=open&search=${number(random)}`,
    'search: no such number': invoices('&search=ZZZ'),
    'payments: newest': () => '/payments?limit=50',
    'payments: a page anywhere': (random) => `/payments?limit=50&cursor=${deep('payments')(random)}`,
    'payments: reversed (none)': () => '/payments?limit=50&status=reversed',
    'payments: cash (10%)': () => '/payments?limit=50&method=cash',
    'payments: cash and reversed (none)': () => '/payments?limit=50&method=cash&status=reversed',
    'payments: of a customer': (random) => `/payments?limit=50&customerId=${customer(random)}`,
    'payments: a reference': (random) => `/payments?limit=50&search=${reference(random)}`,
    'payments: beginning of references (1%)': () => '/payments?limit=50&search=transfer%2042',
    'payments: no such reference': () => '/payments?limit=50&search=zzz',
    'subscriptions: newest': () => '/subscriptions?limit=50',
    'subscriptions: a page anywhere': (random) =>
      `/subscriptions?limit=50&cursor=${deep('subscriptions')(random)}`,
    'subscriptions: ended (2%)': () => '/subscriptions?limit=50&status=ended',
    'subscriptions: pending (none)': () => '/subscriptions?limit=50&status=pending',
    'subscriptions: an address': (random) => `/subscriptions?limit=50&search=${email(random)}`,
    'subscriptions: two words': () => '/subscriptions?limit=50&search=ada%20nakamura',
    'subscriptions: one company': (random) => `/subscriptions?limit=50&search=${1000 + random(8000)}%20gmbh`,
    'subscriptions: no such customer': () => '/subscriptions?limit=50&search=no-such-customer',
    'ledger: newest': () => '/ledger?limit=50',
    'ledger: a page anywhere': (random) => `/ledger?limit=50&cursor=${deep('ledger')(random)}`,
    'customer: balance': (random) => `/customers/${customer(random)}/balance`,
    'customer: subscriptions': (random) => `/subscriptions?limit=100&customerId=${customer(random)}`,
    'customer: latest invoices': (random) => `/invoices?limit=5&customerId=${customer(random)}`,
    'customer: ledger': (random) => `/ledger?limit=25&customerId=${customer(random)}`,
    'largest customer: balance': () => `/customers/${large}/balance`,
    'largest customer: ledger': () => `/ledger?limit=25&customerId=${large}`,
  }
}

export interface Timed {
  readonly name: string
  readonly ms: readonly number[]
}

/** Requests each list one at a time. The first three are not counted. */
export async function timeLists(
  installation: Installation,
  chosen: Chosen,
  random: (most: number) => number,
): Promise<Timed[]> {
  const timed: Timed[] = []
  for (const [name, pathOf] of Object.entries(requestsOf(chosen))) {
    const ms: number[] = []
    for (let sample = -3; sample < samplesEach; sample += 1) {
      const startedAt = performance.now()
      const reply = await installation.reply('GET', `/api/v1${pathOf(random)}`)
      if (sample >= 0) ms.push(performance.now() - startedAt)
      if (reply.status !== 200) throw new Error(`${name}: ${reply.status} ${reply.text.slice(0, 500)}`)
      if (!name.endsWith('balance')) page.parse(reply.json)
    }
    timed.push({ name, ms })
  }
  return timed
}

export const lineOf = ({ name, ms }: Timed): string =>
  `  ${name.padEnd(46)}${quantile(ms, 0.5).toFixed(1).padStart(9)}${quantile(ms, 0.95).toFixed(1).padStart(9)}`
