/**
 * Bytes that may be read only so often, for parsers that follow what a file says of its lengths.
 * Once too much has been read every further read throws, so that a parser which catches errors
 * comes to its end as well.
 */
export class FrugalView extends DataView<ArrayBuffer> {
  #readsLeft = 0;

  /** A copy where these bytes are part of more: exifreader would make one, without the limit. */
  static of(bytes: Uint8Array<ArrayBuffer>, mostReads: number): FrugalView {
    const isWhole = bytes.byteLength === bytes.buffer.byteLength;
    const view = new FrugalView(isWhole ? bytes.buffer : bytes.slice().buffer);
    view.#readsLeft = mostReads;
    return view;
  }

  override getUint8(at: number): number {
    this.#count();
    return super.getUint8(at);
  }

  override getUint16(at: number, isLittle?: boolean): number {
    this.#count();
    return super.getUint16(at, isLittle);
  }

  override getUint32(at: number, isLittle?: boolean): number {
    this.#count();
    return super.getUint32(at, isLittle);
  }

  override getInt32(at: number, isLittle?: boolean): number {
    this.#count();
    return super.getInt32(at, isLittle);
  }

  /** @throws RangeError */
  #count(): void {
    if (this.#readsLeft === 0) throw new RangeError('read too often');
    this.#readsLeft -= 1;
  }
}
