import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Onboarded } from '#contracts/customers/schemas.ts'
import { generatePassword } from '#contracts/password-generator.ts'
import { api, client } from '../../../lib/api.ts'
import { ApiError, explain } from '../../../lib/problem.ts'
import { randomUuid } from '../../../lib/random.ts'
import { runEach, type Stop } from '../../../lib/run-each.ts'
import { type HandOver, handOverOf } from '../../../shared/hand-over/hand-over.ts'
import { answerLimitMs, isKeyReused, lostAnswer } from '../../../shared/operations/lost-answer.ts'
import { isUnderWay } from '../../../shared/operations/states.ts'
import type { PanelChoice } from '../../../shared/servers/use-panel-choice.ts'
import type { ServerChoices } from '../../../shared/servers/use-server-choices.ts'
import type { ListRow, RowResult } from './list-row.ts'

/** The Credentials tray follows slow operations. The list continues with its next row. */
const waitSeconds = 3
const atOnce = 3

/** One key per row, kept through retries, so that nothing is created twice. */
interface Request {
  idempotencyKey: string
  password: string
  hostingPassword: string
}

interface ListRun {
  choices: ServerChoices
  panelOf: PanelChoice
  onAdded: (result: HandOver) => void
}

/** Creates the rows of a list, a few at a time. Failed rows can be retried. */
export function useListRun({ choices, panelOf, onAdded }: ListRun) {
  const queryClient = useQueryClient()
  const [rows, setRows] = useState<readonly ListRow[]>([])
  const [results, setResults] = useState<Readonly<Record<string, RowResult>>>({})
  const [phase, setPhase] = useState<'review' | 'running' | 'ended'>('review')
  const requests = useRef(new Map<string, Request>())
  const stop = useRef<Stop>({ wanted: false })

  const report = (row: ListRow, result: RowResult) =>
    setResults((before) => ({ ...before, [row.key]: result }))
  const requestOf = (row: ListRow): Request => {
    const request = requests.current.get(row.key) ?? {
      idempotencyKey: randomUuid(),
      password: generatePassword(),
      hostingPassword: generatePassword(),
    }
    requests.current.set(row.key, request)
    return request
  }

  const create = async (row: ListRow): Promise<boolean> => {
    const request = requestOf(row)
    report(row, { state: 'creating' })
    try {
      const answer = await send(row, request)
      onAdded(handOverOf(answer, secretsOf(row, request, answer)))
      report(row, createdResult(answer))
      return true
    } catch (error) {
      if (isKeyReused(error)) requests.current.delete(row.key)
      report(row, { state: 'failed', message: lostAnswer(error) ?? messageOf(error) })
      return false
    }
  }
  const secretsOf = (row: ListRow, request: Request, { customer }: Onboarded) => {
    const server = choices.data?.find(({ id }) => id === row.serverId)
    return {
      billing: { address: window.location.origin, email: customer.email, password: request.password },
      hosting:
        row.serverId === null
          ? null
          : {
              panel: panelOf(row.serverId)?.label,
              address: server?.baseUrl,
              username: row.username,
              password: request.hostingPassword,
            },
    }
  }

  /** Returns whether every row was created. @param all the list; rows with a problem stay for a correction */
  const run = async (all: readonly ListRow[]): Promise<boolean> => {
    stop.current = { wanted: false }
    setPhase('running')
    setRows(all)
    const wanted = all.filter((row) => row.problem === null && results[row.key]?.state !== 'created')
    for (const row of wanted) report(row, { state: 'waiting' })
    let created = 0
    await runEach(wanted, { atOnce, stop: stop.current }, async (row) => {
      if (await create(row)) created += 1
    })
    void queryClient.invalidateQueries({ queryKey: api.customers.key() })
    setPhase('ended')
    return created === wanted.length && wanted.length + countCreated(results) === all.length
  }
  const backToReview = () => {
    setResults({})
    setRows([])
    setPhase('review')
  }
  return {
    rows,
    results,
    phase,
    run,
    halt: () => {
      stop.current.wanted = true
    },
    backToReview,
  }
}

export const countCreated = (results: Readonly<Record<string, RowResult>>) =>
  Object.values(results).filter(({ state }) => state === 'created').length

const send = ({ customer, username, serverId }: ListRow, request: Request) =>
  client.customers.create(
    {
      email: customer.email,
      fullName: customer.fullName,
      companyName: customer.companyName,
      password: request.password,
      isActive: true,
      ...(serverId === null
        ? {}
        : { provisioning: { username, password: request.hostingPassword, serverId } }),
    },
    {
      context: { idempotencyKey: request.idempotencyKey, waitSeconds },
      signal: AbortSignal.timeout(answerLimitMs),
    },
  )

function createdResult({ customer, hosting }: Onboarded): RowResult {
  const status = hosting?.operation.status ?? 'succeeded'
  const tone = status === 'succeeded' ? 'good' : isUnderWay(status) ? 'busy' : 'warn'
  return { state: 'created', tone, message: hosting?.message ?? '', customerId: customer.id }
}

/** A refused row has no fields, so it shows all messages. */
const messageOf = (error: unknown): string =>
  error instanceof ApiError && error.problem.errors?.length
    ? error.problem.errors.map(({ message }) => message).join(' ')
    : explain(error)
