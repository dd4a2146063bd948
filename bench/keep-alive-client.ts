import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * One connection that sends one request after the other, as small as a client can be, so that the generator leaves the machine to what
 * is measured.
 */
export class KeepAliveClient {
  readonly #socket: Socket;
  readonly #head: string;
  #received = '';
  #answer: { readonly resolve: (status: number) => void; readonly reject: (error: Error) => void } | undefined;

  private constructor(socket: Socket, head: string) {
    this.#socket = socket;
    this.#head = head;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#take(text));
    socket.on('close', () => this.#answer?.reject(new Error('the server closed the connection')));
    socket.on('error', (error) => this.#answer?.reject(error));
  }

  static async open(url: URL, headers: Readonly<Record<string, string>>): Promise<KeepAliveClient> {
    const socket = connect(Number(url.port), '127.0.0.1');
    await once(socket, 'connect');
    const lines = Object.entries({ host: url.host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    return new KeepAliveClient(socket, `POST ${url.pathname} HTTP/1.1\r\n${lines.join('')}`);
  }

  /** Sends a body of plain ASCII and gives the status of the answer once all of it is here. */
  post(body: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#answer = { resolve, reject };
      this.#socket.write(`${this.#head}content-length: ${body.length}\r\n\r\n${body}`);
    });
  }

  close(): void {
    this.#answer = undefined;
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(this.#received.slice(0, end));
    if (length === null) {
      this.#answer?.reject(new Error('the answer does not say how long it is'));
      return;
    }
    if (this.#received.length < end + 4 + Number(length[1])) return;
    const status = Number(this.#received.slice(9, 12));
    this.#received = '';
    this.#answer?.resolve(status);
  }
}
