import { setImmediate as nextTurn } from 'node:timers/promises'
import { TryLimit } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'

const mostWaiting = 10
const mostKept = 30
const mostOfCustomer = 30
const minuteMs = 60_000

interface Printer {
  last: Promise<unknown>
  waiting: number
  /** The latest files, oldest first. */
  readonly kept: Map<string, Promise<Uint8Array>>
}

const printers = new WeakMap<object, Printer>()

/**
 * Renders files one after the other, because rendering occupies the process: other requests are served between two files.
 * The latest files are kept in memory.
 * @param key of the content: the same content is rendered once
 * @throws {Refusal} too-many-requests if 10 files wait, or after 30 files of one customer in a minute
 */
export async function printOnce(
  ctx: Context,
  key: string,
  render: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const printer = printerOf(ctx.database)
  const known = printer.kept.get(key)
  if (known !== undefined) return known
  if (ctx.actor.kind === 'customer') await countFileOf(ctx.actor.customerId, ctx)
  if (printer.waiting >= mostWaiting)
    throw new Refusal(
      'too-many-requests',
      'The server is preparing other PDFs. Nothing was sent. Try again in a few seconds.',
      [],
      5,
    )
  printer.waiting += 1
  const file = inTurn(printer, render)
  keep(printer, key, file)
  file
    .catch(() => printer.kept.delete(key))
    .finally(() => {
      printer.waiting -= 1
    })
  return file
}

/**
 * Renders a file of the outbox in the same order as the others. The outbox has few deliveries at once, so it does not count
 * in the limits. The file is not kept, so that the mails of an invoice run do not replace the files that readers open.
 */
export async function printInTurn(
  database: object,
  key: string,
  render: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const printer = printerOf(database)
  return printer.kept.get(key) ?? inTurn(printer, render)
}

function inTurn(printer: Printer, render: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const file = printer.last.then(() => nextTurn()).then(render)
  printer.last = file.catch(() => undefined)
  return file
}

function keep({ kept }: Printer, key: string, file: Promise<Uint8Array>): void {
  kept.set(key, file)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
}

function printerOf(database: object): Printer {
  const printer = printers.get(database) ?? { last: Promise.resolve(), waiting: 0, kept: new Map() }
  printers.set(database, printer)
  return printer
}

async function countFileOf(customerId: string, { database, clock }: Context): Promise<void> {
  const limit = new TryLimit({
    name: 'invoice-pdf',
    most: mostOfCustomer,
    windowMs: minuteMs,
    message: 'You requested many PDFs. Wait a minute, then try again.',
    db: database.db,
    clock,
  })
  await limit.count(customerId)
}
