import { useEffect } from 'react'
import { Toaster as Sonner, toast } from 'sonner'
import { useShownTheme } from '../lib/theme.ts'
import { toastHost } from './toast.ts'

export function ToastList() {
  // After the list's own effects: from now on it hears of new toasts.
  useEffect(() => {
    toastHost.mounted()
    // Another list would show again what this one had not taken away.
    return () => void toast.dismiss()
  }, [])
  return <Sonner theme={useShownTheme()} position="bottom-center" duration={2500} />
}
