import type { ReactNode } from 'react'
import { Panel } from '../../ui/page.tsx'

export function Exhibit({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Panel>
      <h2 className="border-b border-line px-4 py-2.5 font-semibold">{title}</h2>
      <div className="space-y-3 p-4">{children}</div>
    </Panel>
  )
}
