import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)

/** Fonts of npm packages (SIL Open Font License), embedded as subsets. */
export const fontFiles: Readonly<Record<string, string>> = {
  'main-regular': '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  'main-bold': '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  'arabic-regular': '@expo-google-fonts/ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf',
  'arabic-bold': '@expo-google-fonts/ibm-plex-sans-arabic/700Bold/IBMPlexSansArabic_700Bold.ttf',
  'hebrew-regular': '@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
  'hebrew-bold': '@expo-google-fonts/noto-sans-hebrew/700Bold/NotoSansHebrew_700Bold.ttf',
}

export const fontPath = (file: string): string => resolve(file)
