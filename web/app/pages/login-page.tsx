import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Info } from 'lucide-react'
import { useState } from 'react'
import { LoginForm } from '../../features/session/login-form.tsx'
import { PasskeySignIn } from '../../features/session/passkeys/passkey-sign-in.tsx'
import { SecondStepForm } from '../../features/session/second-step-form.tsx'
import { api } from '../../lib/api.ts'
import { passkeysWorkAt } from '../../lib/passkey.ts'
import { viewerQuery } from '../../shared/session/session.ts'
import { Notice } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'
import { safeNext } from '../search-params.ts'
import { Entrance } from '../shell/entrance.tsx'

export function LoginPage() {
  const { next } = useSearch({ from: '/login' })
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [codeNeeded, setCodeNeeded] = useState(false)
  const { data: setup } = useQuery(api.session.setupState.queryOptions())
  // Without a first admin no sign-in can succeed, so the page shows no form.
  if (setup?.required)
    return (
      <Entrance title={words.session.setUp}>
        <Notice tone="busy" icon={Info}>
          {words.session.noAdminYet}
        </Notice>
      </Entrance>
    )
  const open = async () => {
    queryClient.clear()
    await queryClient.fetchQuery(viewerQuery)
    await navigate({ href: safeNext(next) })
  }
  if (codeNeeded)
    return (
      <Entrance title={words.twoFactor.stepTitle}>
        <SecondStepForm onSignedIn={open} onBack={() => setCodeNeeded(false)} />
      </Entrance>
    )
  return (
    <Entrance title={words.common.signIn}>
      <LoginForm onSignedIn={open} onCodeNeeded={() => setCodeNeeded(true)} />
      {passkeysWorkAt(setup?.passkeyDomain) && <PasskeySignIn onSignedIn={open} />}
      <p className="mt-4 text-sm">
        <Link to="/forgot-password" className="underline">
          {words.session.forgotPassword}
        </Link>
      </p>
    </Entrance>
  )
}
