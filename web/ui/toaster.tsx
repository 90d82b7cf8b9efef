import { lazy, Suspense, useEffect, useState } from 'react'
import { toastHost } from './toast.ts'

const ToastList = lazy(() => import('./toast-list.tsx').then(({ ToastList }) => ({ default: ToastList })))

/** Where toasts appear. Nothing is loaded before the first one. */
export function Toaster() {
  const [wanted, setWanted] = useState(false)
  useEffect(() => toastHost.onFirst(() => setWanted(true)), [])
  return <Suspense>{wanted && <ToastList />}</Suspense>
}
