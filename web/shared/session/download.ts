import type { MouseEvent } from 'react'
import { client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { toast } from '../../ui/toast.ts'

/** Downloads a file of the API. A download needs a recent sign-in, and only a call can ask for it. */
export async function download(address: string): Promise<void> {
  try {
    await client.session.recentSignIn()
    window.location.assign(address)
  } catch (error) {
    toast.error(explain(error))
  }
}

/** The click on a link that downloads its address. */
export function onDownloadClick(event: MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault()
  void download(event.currentTarget.href)
}
