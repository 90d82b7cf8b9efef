import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '../../lib/api.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'

const text = words.mail

/** Removes the SMTP server after a confirmation. */
export function TurnOffMail() {
  const queryClient = useQueryClient()
  const [asks, setAsks] = useState(false)
  return (
    <>
      <Button onClick={() => setAsks(true)}>{text.turnOff}</Button>
      {asks && (
        <ConfirmDialog
          title={text.turnOffTitle}
          confirm={text.turnOff}
          confirming={text.saving}
          danger
          onConfirm={async () => {
            await client.mail.turnOff()
            await queryClient.invalidateQueries({ queryKey: api.mail.key() })
            toast.success(text.turnedOff)
          }}
          onClose={() => setAsks(false)}
        >
          <p>{text.turnOffMeans}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
