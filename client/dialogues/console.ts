export async function moderatorConsole(_root: HTMLElement): Promise<void> {}
