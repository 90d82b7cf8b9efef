import type { ReactNode } from 'react'
import { Brand } from './brand.tsx'

/** The frame of the pages before sign-in. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center px-4 py-10">
      <div className="mb-5 flex justify-center">
        <Brand />
      </div>
      <div className="rounded-lg border border-line bg-surface p-5 shadow-panel sm:p-7">
        <h1 className="mb-4 text-xl font-semibold">{title}</h1>
        {children}
      </div>
    </main>
  )
}
