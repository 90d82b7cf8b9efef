import { useState } from 'react'
import { explain } from '../../../lib/problem.ts'
import { signInByPasskey } from '../../../shared/session/second-step.ts'
import { Button } from '../../../ui/button.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { words } from '../../../words/index.ts'

/** The button below the sign-in form. */
export function PasskeySignIn({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const run = async () => {
    setBusy(true)
    setFailure(null)
    try {
      await signInByPasskey()
      await onSignedIn()
    } catch (error) {
      setFailure(explain(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="mt-4">
      <Button className="w-full" blocked={busy} onClick={() => void run()}>
        {words.passkeys.signIn}
      </Button>
      <div className={failure === null ? undefined : 'mt-4'}>
        <FormError message={failure} />
      </div>
    </div>
  )
}
