import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Permission } from '#contracts/access.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import { api } from '../../lib/api.ts'
import { useMay } from '../../shared/session/may.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.firstRun

/** Returns whether the installation has no customers. False until that is known. */
export function useIsFirstRun(): boolean {
  const { data } = useQuery(api.customers.list.queryOptions({ input: { limit: 5 } }))
  return data?.items.length === 0
}

const isReachable = ({ status }: Server) => status === 'online' || status === 'degraded'

interface Step {
  title: string
  help: ReactNode
  isDone: boolean
  needed: Permission
  /** Renders the link to the step. */
  link: (look: string) => ReactNode
}

function stepsFor(servers: readonly Server[]): readonly Step[] {
  const [first] = servers
  const tested = servers.some(isReachable)
  return [
    {
      title: text.server,
      help: text.serverHelp,
      isDone: servers.length > 0,
      needed: 'servers.connect',
      link: (look) => (
        <Link to="/server" search={{ add: 'yes' }} className={look}>
          {text.server}
        </Link>
      ),
    },
    {
      title: text.test,
      help:
        first?.statusMessage && !tested ? (
          <Sentence text={text.testFailed} values={[first.name, first.statusMessage]} />
        ) : (
          text.testHelp
        ),
      isDone: tested,
      needed: 'servers.read',
      link: (look) =>
        first && (
          <Link to="/server/$serverId" params={{ serverId: first.id }} className={look}>
            {text.openServer}
          </Link>
        ),
    },
    {
      title: text.customer,
      help: text.customerHelp,
      isDone: false,
      needed: 'customers.write',
      link: (look) => (
        <Link to="/customers/new" className={look}>
          {text.customer}
        </Link>
      ),
    },
  ]
}

/** The first steps, derived from existing data. The next step has the primary button. */
export function FirstRun() {
  const servers = useQuery(api.servers.list.queryOptions({ refetchInterval: 15_000 }))
  const may = useMay()
  const steps = stepsFor(servers.data?.items ?? [])
  const next = steps.find(({ isDone }) => !isDone)
  const done = steps.filter(({ isDone }) => isDone).length
  return (
    <Panel>
      <PanelTitle aside={<span className="text-sm text-muted">{text.progress(done, steps.length)}</span>}>
        {text.title}
      </PanelTitle>
      <p className="px-4 pt-3 text-muted">{text.help}</p>
      <ol className="divide-y divide-line">
        {steps.map((step, index) => (
          <li
            key={step.title}
            aria-current={step === next ? 'step' : undefined}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-4"
          >
            {step.isDone ? (
              <CircleCheck aria-label={text.done} className="size-7 shrink-0 text-good" />
            ) : (
              <span
                aria-hidden
                className="grid size-7 shrink-0 place-items-center rounded-full border border-line-strong font-medium text-muted tabular-nums"
              >
                {index + 1}
              </span>
            )}
            <span className="min-w-0 flex-1 basis-52">
              <span className="block font-medium">{step.title}</span>
              <span className="block text-muted wrap-anywhere">{step.help}</span>
            </span>
            {!step.isDone &&
              may(step.needed) &&
              step.link(buttonClass(step === next ? 'primary' : 'secondary'))}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
