import { lazy, useEffect, useState } from 'react'
import { LazyPart } from './lazy-part.tsx'
import { toastHost } from './toast.ts'

const ToastList = lazy(() => import('./toast-list.tsx').then(({ ToastList }) => ({ default: ToastList })))

/** The position of toasts. No code is loaded before the first one. */
export function Toaster() {
  const [wanted, setWanted] = useState(false)
  useEffect(() => toastHost.onFirst(() => setWanted(true)), [])
  return <LazyPart>{wanted && <ToastList />}</LazyPart>
}
