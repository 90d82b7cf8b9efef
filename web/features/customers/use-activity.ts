import { useState } from 'react'
import type { Customer } from '#contracts/customers/schemas.ts'
import { explain } from '../../lib/problem.ts'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'
import { useChangeCustomer } from './use-change-customer.ts'

const text = words.customerDetails

/** Activates or deactivates a customer immediately. The toast offers to undo it. */
export function useActivity({ id, fullName, isActive, hosting }: Customer) {
  const change = useChangeCustomer(id)
  const [busy, setBusy] = useState(false)
  const set = async (active: boolean, onDone: () => void) => {
    setBusy(true)
    try {
      await change({ isActive: active })
      onDone()
    } catch (error) {
      toast.error(explain(error))
    } finally {
      setBusy(false)
    }
  }
  const toggle = () =>
    set(!isActive, () =>
      toast.undoable(isActive ? text.deactivated(fullName, hosting.active) : text.activated(fullName), {
        label: words.common.undo,
        onClick: () => void set(isActive, () => toast.success(words.common.undone)),
      }),
    )
  return { busy, toggle }
}
