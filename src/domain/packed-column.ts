import { BLOCK_PLACES, PackedBlock } from './packed-block.ts';

/** Numbers by place (a number ≥ 0), block by block as PackedBlock holds them: growing copies nothing. */
export class PackedColumn {
  private readonly blocks: PackedBlock[] = [];

  /** 0, or any number that was set near it, where none was. */
  at(place: number): number {
    const block = this.blocks[Math.floor(place / BLOCK_PLACES)];
    return block?.at(place % BLOCK_PLACES) ?? 0;
  }

  set(place: number, value: number): void {
    const number = Math.floor(place / BLOCK_PLACES);
    // No holes: an array with holes may become a table.
    while (this.blocks.length <= number) this.blocks.push(new PackedBlock());
    this.blocks[number]?.set(place % BLOCK_PLACES, value);
  }
}
