import { useState } from 'react'
import { explain } from '../../lib/problem.ts'
import { toast } from '../../ui/toast.ts'

/** Runs one action at a time. A failure, and a success with a text, is shown as a toast. */
export function useRun() {
  const [isRunning, setRunning] = useState(false)
  const run = async (action: () => Promise<unknown>, done: string | null): Promise<void> => {
    if (isRunning) return
    setRunning(true)
    try {
      await action()
      if (done !== null) toast.success(done)
    } catch (error) {
      toast.error(explain(error))
    } finally {
      setRunning(false)
    }
  }
  return { run, isRunning }
}
