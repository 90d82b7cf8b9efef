import { Toaster as Sonner } from 'sonner'
import { useShownTheme } from '../lib/theme.ts'

/** For small confirmations that may be missed; whatever matters is a Notice. */
export function Toaster() {
  return <Sonner theme={useShownTheme()} position="bottom-center" duration={2500} />
}
