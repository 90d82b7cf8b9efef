/** Preloaded into the shipped server: SIGUSR2 fills the heap until V8 ends the process, as work that is too large does. */
process.on('SIGUSR2', () => {
  const kept: object[] = []
  for (;;) kept.push({ number: kept.length, text: `kept ${kept.length}` })
})
