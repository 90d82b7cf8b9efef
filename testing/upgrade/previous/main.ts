import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkBooks } from '#server/domain/billing/books/index.ts'
import { openDatabase } from '#server/platform/database/index.ts'
import { createDatabase, dropDatabase } from '../../postgres-databases.ts'
import { startOwnPostgres } from '../../postgres-server.ts'
import { runSandbox } from '../../running-sandbox.ts'
import { startWebhookReceiver } from '../../webhook-receiver.ts'
import { addPlan, pay, sell } from './billing.ts'
import { checkOut, lastCommitOfOldest } from './checkout.ts'
import { hideNewer } from './history.ts'
import { addServer, leaveWork, onboardNow, type Program, requireFinished, startProgram } from './program.ts'

const usage = `Runs the previous program and this one on one database, as a rolling upgrade and a step back do.

  npm run upgrade:previous -- [--commit COMMIT] [--database both|postgres|embedded]

Default commit: the last one with the migration that server/platform/database/oldest-program.ts names. Both programs
onboard, leave work when they are killed, and finish the work of the other one. They sell and are paid. At the end, every
account must be on the panel once, and the books must be in order. On PostgreSQL, both programs also run at the same time.
`

const { values } = parseArgs({
  options: {
    commit: { type: 'string' },
    database: { type: 'string', default: 'both' },
    help: { type: 'boolean', default: false },
  },
})
const root = join(import.meta.dirname, '..', '..', '..')
/** Nothing listens there, so the job of an alert stays. */
const nowhere = 'http://127.0.0.1:9/alerts'
const refusal = /A newer or different version of this program/
const say = (line: string) => process.stdout.write(`${line}\n`)

async function trial(kind: string, previous: string, work: string, databaseUrl: string | undefined) {
  const panel = await runSandbox()
  const receiver = await startWebhookReceiver()
  const running: Program[] = []
  const folderOf = (name: string) => (kind === 'embedded' ? join(work, 'data') : join(work, name))
  const place = { dataDir: folderOf('tool'), databaseUrl }
  const start = async (folder: string, alertUrl: string) => {
    const program = await startProgram(folder, {
      DATA_DIR: folderOf(folder === root ? 'this' : 'previous'),
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
      ALERT_WEBHOOK_URL: alertUrl,
    })
    running.push(program)
    return program
  }
  const alerts = () => receiver.got.map(({ text }) => text).join('\n')
  const isShared = kind === 'postgres'
  try {
    const old = await start(previous, nowhere)
    const serverId = await addServer(old, panel, 'First server')
    await onboardNow(old, panel, 'anna', serverId)
    const priceId = await addPlan(old)
    await sell(old, 'buyer1', priceId)
    const beside = isShared ? await start(root, nowhere) : null
    if (beside) {
      await onboardNow(old, panel, 'berta', serverId)
      await onboardNow(beside, panel, 'carla', serverId)
      await pay(old)
      await sell(old, 'buyer2', priceId)
      say(`${kind}: the previous program onboards and is paid while this one runs`)
      await beside.process.terminate()
    }
    const leftByOld = await leaveWork(old, panel, serverId, 'old')
    const next = await start(root, receiver.url)
    await requireFinished(next, panel, leftByOld, alerts)
    say(`${kind}: this program finishes the work of the previous one, each account once`)
    await pay(next)
    await sell(next, 'buyer3', priceId)
    await next.process.terminate()

    const last = await start(root, nowhere)
    const leftByNew = await leaveWork(last, panel, serverId, 'new')
    const { program: again, restore } = await startAgain(() => start(previous, receiver.url), place, previous)
    await requireFinished(again, panel, leftByNew, alerts)
    await onboardNow(again, panel, 'dora', serverId)
    say(`${kind}: the previous program finishes the work of this one on its schema, each account once`)
    await pay(again)
    await sell(again, 'buyer4', priceId)
    await again.process.terminate()
    await restore()

    const end = await start(root, receiver.url)
    await pay(end)
    await end.process.terminate()
    const database = await openDatabase(place)
    const violations = await checkBooks(database.db)
    await database.close()
    if (violations.length > 0) throw new Error(`The books are not in order: ${JSON.stringify(violations)}`)
    say(`${kind}: the books are in order`)
  } catch (error) {
    for (const program of running) process.stderr.write(`${program.process.output()}\n`)
    throw error
  } finally {
    for (const program of running) await program.process.kill()
    await panel.process.kill()
    await receiver[Symbol.asyncDispose]()
  }
}

/** A program from before the first release refuses the schema. Then its history is cut to what that program knows. */
async function startAgain(
  start: () => Promise<Program>,
  place: { dataDir: string; databaseUrl: string | undefined },
  folder: string,
): Promise<{ program: Program; restore: () => Promise<void> }> {
  try {
    const program = await start()
    say('The previous program starts on the new schema')
    return { program, restore: async () => undefined }
  } catch (error) {
    if (!(error instanceof Error && refusal.test(error.message))) throw error
    say('The previous program refuses the new schema. It starts with its own history')
    const restore = await hideNewer(place, join(folder, 'server', 'migrations'))
    return { program: await start(), restore }
  }
}

async function main(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'previous-program-'))
  const commit = values.commit ?? lastCommitOfOldest()
  const previous = join(work, 'previous-program')
  const startedAt = performance.now()
  try {
    checkOut(commit, previous)
    say(`The previous program is ${commit.slice(0, 12)}`)
    const kinds = ['postgres', 'embedded'].filter((kind) => ['both', kind].includes(values.database))
    for (const kind of kinds) {
      const folder = join(work, kind)
      mkdirSync(folder)
      const postgres = kind === 'postgres' ? await startOwnPostgres() : undefined
      const databaseUrl = postgres && (await createDatabase(postgres.url, 'previous'))
      try {
        await trial(kind, previous, folder, databaseUrl)
      } finally {
        if (postgres) await dropDatabase(postgres.url, 'previous')
        await postgres?.stop()
      }
    }
    say(`Done in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

if (values.help) process.stdout.write(usage)
else await main()
