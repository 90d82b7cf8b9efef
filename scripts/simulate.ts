import { type FileHandle, open } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { requireCustomer } from '#server/domain/ledger/index.ts'
import {
  csvEvents,
  csvHeader,
  customersWithFuture,
  loadCustomers,
  type Pays,
  prepareSimulation,
  presenter,
  simulateCustomer,
  Totals,
} from '#server/domain/simulation/index.ts'
import { systemClock } from '#server/platform/clock/index.ts'
import { removeAtExit } from '#server/platform/data-dir/index.ts'
import { atOneMoment } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { createLog } from '#server/platform/log/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import { endAtSignals } from './end-at-signals.ts'
import { failureText } from './failure-text.ts'
import { givenOptions, refuseOptions } from './given-options.ts'
import { openExisting } from './open-existing.ts'
import { formatMonths } from './simulate/months.ts'

const usage = `Simulates the billing and dunning of the next months day by day, and prints the totals of each month.

  ${adminCommand('simulate', '--months 36')}
  ${adminCommand('simulate', '--months 36 --pays late:10 --csv events.csv')}
  ${adminCommand('simulate', '--customer 01890a5d-ac96-774b-bcce-b302099a8057 --pays never')}

  --months N       1 to 120. Default: 12
  --customer ID    only this customer
  --pays HOW       on-due: all invoices are paid on the due date (default), never, or late:N for N days after it
  --csv FILE       also writes all events to a new file

It reads DATABASE_URL and DATA_DIR as the application does, and changes nothing. Stop the application first if it uses
the embedded database. With PostgreSQL it may keep running.

Exit codes: 0 done, 1 not simulated, 2 not started: incorrect options or settings, or no database.
`

const program = { usage, incorrect: 2 } as const

const customersAtOnce = 200

interface Options {
  readonly months: number
  readonly customerId: string | undefined
  readonly pays: Pays
  readonly csv: string | undefined
}

function readOptions(): Options {
  const { values } = givenOptions(
    () =>
      parseArgs({
        options: {
          months: { type: 'string', default: '12' },
          customer: { type: 'string' },
          pays: { type: 'string', default: 'on-due' },
          csv: { type: 'string' },
          help: { type: 'boolean', default: false },
        },
      }),
    program,
  )
  const months = z.coerce.number().int().min(1).max(120).safeParse(values.months)
  if (!months.success) return refuseOptions('--months must be a whole number from 1 to 120', program)
  const customer = z.uuid().optional().safeParse(values.customer)
  if (!customer.success) return refuseOptions('--customer must be the id of a customer', program)
  return { months: months.data, customerId: customer.data, pays: paysOf(values.pays), csv: values.csv }
}

function paysOf(text: string): Pays {
  if (text === 'never' || text === 'on-due') return { kind: text }
  const days = z.coerce
    .number()
    .int()
    .min(1)
    .max(365)
    .safeParse(/^late:(\d{1,3})$/.exec(text)?.[1])
  if (!days.success)
    return refuseOptions('--pays must be never, on-due or late:N, with N from 1 to 365 days', program)
  return { kind: 'late', days: days.data }
}

/** All pages are read from one snapshot, so that no customer changes in between. */
async function simulate({ months, customerId, pays, csv }: Options, file: FileHandle | null): Promise<void> {
  const { database } = await openExisting()
  const log = createLog({ level: 'error', destination: process.stderr })
  const totals = new Totals()
  let [customers, events] = [0, 0]
  try {
    await database.patiently((db) =>
      atOneMoment(db, async (tx) => {
        const { company, course, policyChangedAt } = await prepareSimulation(
          tx,
          { clock: systemClock, log },
          { months, pays },
        )
        await file?.write(csvHeader('comma'))
        if (customerId !== undefined) await requireCustomer(tx, customerId)
        let after: string | null = null
        do {
          const ids: string[] =
            customerId === undefined
              ? await customersWithFuture(tx, { after, limit: customersAtOnce })
              : [customerId]
          const loaded = await loadCustomers(tx, { company, policyChangedAt, until: course.until }, ids)
          for (const customer of loaded) {
            const found = simulateCustomer(customer, course).events
            for (const event of found) totals.add(event)
            events += found.length
            if (file) await file.write(csvEvents(found.map(await presenter(tx, found)), 'comma'))
          }
          customers += ids.length
          after = customerId === undefined ? (ids.at(-1) ?? null) : null
        } while (after !== null)
        process.stdout.write(
          `${course.from} to ${course.until} (not included): ${customers} customers, ${events} events.\n`,
        )
      }),
    )
  } finally {
    await database.close()
  }
  process.stdout.write(formatMonths(totals.rows()))
  if (csv) process.stdout.write(`All events are in ${csv}, by customer.\n`)
}

const options = readOptions()
try {
  // An existing file is not overwritten.
  const file = options.csv === undefined ? null : await open(options.csv, 'wx')
  const keep = options.csv === undefined ? () => {} : removeAtExit(options.csv)
  endAtSignals()
  await simulate(options, file).finally(() => file?.close())
  keep()
} catch (error) {
  const isPlain = error instanceof Refusal || (error instanceof Error && 'syscall' in error)
  process.stderr.write(`${isPlain ? error.message : failureText(error)} Nothing was simulated.\n`)
  process.exit(1)
}
