package dev.rondo.wire.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a file is sent. */
class DownloadsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b.txt | text/plain",
                "model/MLmodel | text/plain",
                "x.ipynb | text/plain",
                "x.png | image/png",
                "x.html | text/html",
                "x.svg | image/svg+xml",
                "x.pkl | application/octet-stream",
                "none | application/octet-stream",
                ".txt | application/octet-stream"
            })
    void theTypeIsThatOfTheName(String path, String type) {
        assertThat(MediaTypes.of(path)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a/b.txt | attachment; filename=b.txt",
                "a b+c.txt | attachment; filename=\"a b+c.txt\"",
                "say \"hi\".txt | attachment; filename=\"say \\\"hi\\\".txt\"",
                "naïve 日本.txt | attachment; filename=\"naive .txt\"; filename*=UTF-8''na%C3%AFve%20%E6%97%A5%E6%9C%AC.txt"
            })
    void aDownloadHasItsName(String path, String header) {
        assertThat(ContentDisposition.attachment(path)).isEqualTo(header);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-1 | Part[first=0, length=2]",
                "bytes=2-4 | Part[first=2, length=3]",
                "bytes=2- | Part[first=2, length=9]",
                "bytes=-3 | Part[first=8, length=3]",
                "bytes=-99 | Part[first=0, length=11]",
                "bytes=10-99 | Part[first=10, length=1]",
                "bytes=11- | None[]",
                "bytes=99- | None[]",
                "bytes=-0 | None[]",
                "bytes=4-2 | Whole[length=11]",
                "bytes=- | Whole[length=11]",
                "bytes=0-1,3-4 | Whole[length=11]",
                "lines=0-1 | Whole[length=11]",
                "bytes=99999999999999999999- | Whole[length=11]"
            })
    void aRangeIsCutAtTheEndOfTheFile(String header, String range) {
        assertThat(ByteRange.read(header, 11)).hasToString(range);
    }
}
