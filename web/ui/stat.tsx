import type { ReactNode } from 'react'

interface StatProps {
  label: string
  value: ReactNode
  /** A short explanation of the number. */
  note?: ReactNode
  children?: ReactNode
}

/** One key number. Put several inside a {@link Stats}. */
export function Stat({ label, value, note, children }: StatProps) {
  return (
    <div className="min-w-0 grow basis-2/5 bg-surface px-4 py-3 lg:basis-[21%]">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="mt-0.5">
        <div className="truncate text-xl font-semibold tabular-nums">{value}</div>
        {children}
        {note && <div className="mt-0.5 min-h-5 text-sm wrap-anywhere text-muted">{note}</div>}
      </dd>
    </div>
  )
}

/** Up to four in a row, two on a phone. The last row has no empty place. */
export function Stats({ children }: { children: ReactNode }) {
  return (
    <dl className="flex flex-wrap gap-px overflow-hidden rounded-lg border border-line bg-line shadow-panel">
      {children}
    </dl>
  )
}
