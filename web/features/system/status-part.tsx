import type { ComponentProps, ReactNode } from 'react'
import { Facts, Panel, PanelTitle } from '../../ui/page.tsx'
import { Time } from '../../ui/time.tsx'
import { words } from '../../words/index.ts'

const text = words.systemStatus

interface StatusPartProps {
  title: string
  /** Null: the part could not be read. */
  facts: ComponentProps<typeof Facts>['items'] | null
  children?: ReactNode
}

/** One section of the page. */
export function StatusPart({ title, facts, children }: StatusPartProps) {
  return (
    <Panel>
      <PanelTitle>{title}</PanelTitle>
      {facts ? <Facts items={facts} /> : <p className="px-4 py-3 text-muted">{text.unreadable}</p>}
      {children}
    </Panel>
  )
}

/** "3 waiting, oldest 5 minutes ago" */
export function Waiting({ waiting, oldestAt }: { waiting: number; oldestAt: string | null }) {
  if (waiting === 0 || oldestAt === null) return text.none
  return (
    <>
      {text.waiting(waiting)}, {text.oldest} <Time iso={oldestAt} />
    </>
  )
}
