package app.inboundflow.server.json;

import java.util.AbstractList;

/**
 * A JSON array as a list that can be written, and not looked into: an answer has it as it was stored, without the cost of
 * reading it.
 */
public final class StoredArray<T> extends AbstractList<T> {
    private final byte[] json;
    private final int length;

    /** An array in UTF-8, the first so many bytes of these. */
    public StoredArray(byte[] json, int length) {
        this.json = json;
        this.length = length;
    }

    byte[] json() {
        return json;
    }

    int length() {
        return length;
    }

    @Override
    public T get(int index) {
        throw new UnsupportedOperationException("This list can only be written.");
    }

    @Override
    public int size() {
        throw new UnsupportedOperationException("This list can only be written.");
    }

    @Override
    public String toString() {
        return "a JSON array of " + length + " bytes";
    }
}
