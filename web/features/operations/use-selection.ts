import { useCallback, useMemo, useState } from 'react'

export interface Selection {
  readonly size: number
  has(id: string): boolean
  toggle(id: string): void
  set(ids: readonly string[]): void
}

export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback(
    (id: string) =>
      setIds((old) =>
        old.has(id) ? new Set([...old].filter((other) => other !== id)) : new Set([...old, id]),
      ),
    [],
  )
  const set = useCallback((all: readonly string[]) => setIds(new Set(all)), [])
  return useMemo(() => ({ size: ids.size, has: (id) => ids.has(id), toggle, set }), [ids, toggle, set])
}
