import { useEffect } from 'react'
import { Toaster as Sonner, toast } from 'sonner'
import { useShownTheme } from '../lib/theme.ts'
import { toastHost } from './toast.ts'

export function ToastList() {
  // After the list's own effects: from now on it receives new toasts.
  useEffect(() => {
    toastHost.mounted()
    // A second list would show the remaining toasts again.
    return () => void toast.dismiss()
  }, [])
  return <Sonner theme={useShownTheme()} position="bottom-center" duration={2500} />
}
