import { useRef, useState } from 'react'
import type { ConnectionReport } from '#contracts/servers/schemas.ts'
import { explain } from '../../lib/problem.ts'

/** A manual connection test: in progress, its report, or its error. */
export function useConnectionTest(run: () => Promise<ConnectionReport | null>) {
  const [state, setState] = useState<{
    testing: boolean
    report: ConnectionReport | null
    failure: string | null
  }>({ testing: false, report: null, failure: null })
  const underWay = useRef(false)
  const test = async () => {
    if (underWay.current) return
    underWay.current = true
    setState({ testing: true, report: null, failure: null })
    try {
      setState({ testing: false, report: await run(), failure: null })
    } catch (error) {
      setState({ testing: false, report: null, failure: explain(error) })
    } finally {
      underWay.current = false
    }
  }
  return { ...state, test }
}
