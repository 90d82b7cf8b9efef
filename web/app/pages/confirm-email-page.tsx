import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { Entrance } from '../shell/entrance.tsx'

const text = words.session

/** Opened by a single-use link. A button uses the link, so that a mail scanner that opens it does not. */
export function ConfirmEmailPage() {
  const [token] = useState(() => window.location.hash.slice(1))
  const [key] = useState(randomUuid)
  const confirm = useMutation({
    mutationFn: () => client.session.confirmEmail({ token }, { context: { idempotencyKey: key } }),
  })
  return (
    <Entrance title={text.confirmEmailTitle}>
      {token === '' ? (
        <Notice tone="bad">{text.linkIncomplete}</Notice>
      ) : confirm.data ? (
        <div className="space-y-4">
          <div role="status">
            <Notice tone="good">
              <Sentence text={text.emailConfirmed} values={[confirm.data.email]} />
            </Notice>
          </div>
          <Link to="/login" className={`${buttonClass('primary')} w-full`}>
            {words.common.signIn}
          </Link>
        </div>
      ) : (
        <div className="space-y-4">
          <p className="text-muted">{text.confirmEmailHelp}</p>
          <div role="alert">{confirm.error && <Notice tone="bad">{explain(confirm.error)}</Notice>}</div>
          <Button
            variant="primary"
            className="w-full"
            blocked={confirm.isPending}
            onClick={() => confirm.mutate()}
          >
            {confirm.isPending ? text.confirmingEmail : text.confirmEmail}
          </Button>
        </div>
      )}
    </Entrance>
  )
}
